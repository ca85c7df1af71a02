# {{> aws/mlflow-client.tf THIS=serving}}
