location                    = var.region
uniform_bucket_level_access = true
public_access_prevention    = "enforced"
