import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const template = (resources: unknown, more: object = {}): string =>
  JSON.stringify({ $schema: SCHEMA, contentVersion: '1.0.0.0', ...more, resources }, undefined, 2);

const WORKSPACE = template(
  [
    {
      type: 'Microsoft.MachineLearningServices/workspaces',
      apiVersion: '2022-10-01',
      name: "[variables('workspace')]",
      properties: { applicationInsights: "[resourceId('Microsoft.Insights/components', 'ai')]" },
      resources: [
        {
          type: 'computes',
          apiVersion: '2022-10-01',
          name: "[parameters('cluster')]",
          properties: { computeType: 'AmlCompute' },
        },
      ],
    },
    { type: 'Microsoft.Insights/components', apiVersion: '2020-02-02', name: 'ai', kind: 'web' },
    {
      condition: false,
      type: 'Microsoft.ContainerService/managedClusters',
      apiVersion: '2023-01-01',
      name: 'aks',
    },
  ],
  {
    parameters: { prefix: { type: 'string' }, cluster: { type: 'string', defaultValue: 'cpu-cluster' } },
    variables: { workspace: "[concat(parameters('prefix'), '-mlw')]" },
  },
);

describe('Azure Resource Manager templates', () => {
  it('are read with nested resources, functions and parameter files', async () => {
    const { components } = await auditFiles({
      'arm/azuredeploy.json': WORKSPACE,
      'arm/azuredeploy.parameters.json': JSON.stringify({
        $schema: 'https://schema.management.azure.com/schemas/2015-01-01/deploymentParameters.json#',
        parameters: { prefix: { value: 'acme' } },
      }),
    });
    expect(components).toEqual([
      'infrastructure azure-kubernetes-service aks (declared: disabled)',
      'infrastructure azure-ml',
      'model-training-infrastructure azure-ml cpu-cluster',
      'monitoring azure-application-insights',
    ]);
  });

  it('are deployed by pipelines, with the templates that they link', async () => {
    const { relations } = await auditFiles({
      'azure-pipelines.yml': `trigger: [main]
steps:
  - task: AzureResourceManagerTemplateDeployment@3
    inputs:
      csmFile: $(Build.SourcesDirectory)/arm/main.json
`,
      'arm/main.json': template([
        {
          type: 'Microsoft.Resources/deployments',
          apiVersion: '2021-04-01',
          name: 'ml',
          properties: {
            mode: 'Incremental',
            templateLink: { uri: "[uri(deployment().properties.templateLink.uri, 'workspace.json')]" },
            parameters: { prefix: { value: 'acme' } },
          },
        },
      ]),
      'arm/workspace.json': WORKSPACE,
    });
    expect(relations).toEqual([
      'ci-cd azure-pipelines --deploys-> infrastructure azure-kubernetes-service aks (declared)',
      'ci-cd azure-pipelines --deploys-> infrastructure azure-ml',
      'ci-cd azure-pipelines --deploys-> infrastructure azure-resource-manager',
      'ci-cd azure-pipelines --deploys-> model-training-infrastructure azure-ml cpu-cluster',
      'ci-cd azure-pipelines --deploys-> monitoring azure-application-insights',
    ]);
  });

  it('start functions by events', async () => {
    const { components, relations } = await auditFiles({
      'main.json': template([
        { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: 'landing' },
        { type: 'Microsoft.Web/sites', apiVersion: '2022-09-01', name: 'retrain', kind: 'functionapp,linux' },
        {
          type: 'Microsoft.EventGrid/systemTopics/eventSubscriptions',
          apiVersion: '2022-06-15',
          name: 'topic/new-data',
          properties: {
            destination: {
              endpointType: 'AzureFunction',
              properties: { resourceId: "[resourceId('Microsoft.Web/sites/functions', 'retrain', 'start')]" },
            },
            filter: { includedEventTypes: ['Microsoft.Storage.BlobCreated'] },
          },
        },
      ]),
    });
    expect(components).toEqual([
      'data-store azure-blob-storage landing',
      'event-bus azure-event-grid new-data',
      'infrastructure azure-functions retrain',
    ]);
    expect(relations).toEqual([
      'event-bus azure-event-grid new-data --triggers-> infrastructure azure-functions retrain',
    ]);
  });

  it('compiled from Bicep add nothing to their source; other JSON with such words is none', async () => {
    const { components } = await auditFiles({
      'main.bicep': "resource kv 'Microsoft.KeyVault/vaults@2023-02-01' = { name: 'kv' }\n",
      'main.json': template([{ type: 'Microsoft.KeyVault/vaults', apiVersion: '2023-02-01', name: 'kv' }], {
        metadata: { _generator: { name: 'bicep', version: '0.20.4' } },
      }),
      'notes.json': JSON.stringify({
        about: 'deploymentTemplate.json',
        resources: [{ type: 'Microsoft.App/containerApps' }],
      }),
    });
    expect(components).toEqual(['security azure-key-vault']);
  });
});
