Float64 = "Float64"
