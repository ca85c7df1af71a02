# {{> aws/mlflow-client.tf THIS=pipeline}}
