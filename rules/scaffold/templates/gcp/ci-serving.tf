# {{> gcp/deploys.tf KIND=service THIS=serving}}
