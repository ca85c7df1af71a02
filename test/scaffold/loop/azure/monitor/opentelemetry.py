from azure.identity import DefaultAzureCredential


def configure_azure_monitor(credential):
    assert isinstance(credential, DefaultAzureCredential)
