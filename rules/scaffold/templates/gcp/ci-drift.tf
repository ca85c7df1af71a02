# {{> gcp/deploys.tf KIND=job THIS=drift}}
