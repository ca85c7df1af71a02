terraform {
  required_version = ">= 1.9"
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "{{versions.terraform-azurerm}}"
    }
  }
  # `make setup` makes the storage account, `make init` names it.
  backend "azurerm" {
    container_name   = "state"
    key              = "{{name}}.tfstate"
    use_azuread_auth = true
  }
}

provider "azurerm" {
  features {
    # Azure puts things of its own into the group, and keeps the name of a workspace that was taken away.
    resource_group {
      prevent_deletion_if_contains_resources = false
    }
    machine_learning {
      purge_soft_deleted_workspace_on_destroy = true
    }
  }
  subscription_id     = var.subscription
  storage_use_azuread = true
}

variable "subscription" {
  description = "Id of the subscription."
  type        = string
}

variable "region" {
  description = "Where everything is."
  type        = string
  default     = "{{settings.region}}"
}

locals {
  name = "{{name}}"
  # Registries, storage accounts and vaults have short names, each of them once in the world.
  short  = substr(replace(local.name, "-", ""), 0, 14)
  unique = substr(sha256("${var.subscription}/${local.name}"), 0, 6)
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "{{name}}"
  location = var.region
}
