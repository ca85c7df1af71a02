terraform {
  required_version = ">= 1.9"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "{{versions.terraform-google}}"
    }
  }
  # `make init` makes the bucket and names it.
  backend "gcs" {
    prefix = "{{name}}"
  }
}

provider "google" {
  project = var.project
  region  = var.region
}

variable "project" {
  description = "Id of the project."
  type        = string
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "{{settings.region}}"
}

locals {
  name = "{{name}}"
  # Names of accounts, pools and buckets are short.
  short = substr(local.name, 0, 18)
}
