locals {
  ci_issuer = "https://token.actions.githubusercontent.com"
}
