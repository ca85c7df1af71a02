/**
 * Resource types of constructs. CDKTF classes are generated from the provider's schema, Pulumi's providers are bridged from it, so that
 * most names follow from one another; the tables hold what does not. Data only.
 * https://developer.hashicorp.com/terraform/cdktf/concepts/resources · https://www.pulumi.com/registry/
 */
import { snakeCase } from '../../shared/constructs/names.js';

/** What a construct is in Terraform's or Kubernetes' terms. */
export type Meaning =
  | { kind: 'resource'; type: string }
  | { kind: 'manifest'; apiVersion: string; object: string }
  | { kind: 'custom-resource' }
  | { kind: 'chart' }
  | { kind: 'files' }
  | { kind: 'image' };

/** Pulumi's modules whose names are not those in Terraform's types. */
const GOOGLE_MODULES: Readonly<Record<string, string>> = {
  artifactregistry: 'artifact_registry',
  cloudfunctionsv2: 'cloudfunctions2',
  cloudrun: 'cloud_run',
  cloudrunv2: 'cloud_run_v2',
  cloudscheduler: 'cloud_scheduler',
  cloudtasks: 'cloud_tasks',
  organizations: '',
  projects: 'project',
  secretmanager: 'secret_manager',
  serviceaccount: 'service_account',
};
const AWS_TYPES: Readonly<Record<string, string>> = {
  'rds.Instance': 'aws_db_instance',
  'ec2.Instance': 'aws_instance',
  'ec2.LaunchTemplate': 'aws_launch_template',
  'ecs.FargateService': 'aws_ecs_service',
  'ecs.EC2Service': 'aws_ecs_service',
  'ecs.FargateTaskDefinition': 'aws_ecs_task_definition',
  'lb.LoadBalancer': 'aws_lb',
  'lb.ApplicationLoadBalancer': 'aws_lb',
  'autoscaling.Group': 'aws_autoscaling_group',
  'apigateway.RestAPI': 'aws_api_gateway_rest_api',
  'apigateway.RestApi': 'aws_api_gateway_rest_api',
};
const AZURE_TYPES: Readonly<Record<string, string>> = {
  'appinsights.Insights': 'azurerm_application_insights',
  'appservice.FunctionApp': 'azurerm_function_app',
  'appservice.LinuxFunctionApp': 'azurerm_linux_function_app',
  'appservice.LinuxWebApp': 'azurerm_linux_web_app',
  'containerapp.App': 'azurerm_container_app',
  'containerapp.Job': 'azurerm_container_app_job',
  'containerservice.KubernetesCluster': 'azurerm_kubernetes_cluster',
  'containerservice.Registry': 'azurerm_container_registry',
  'datafactory.Factory': 'azurerm_data_factory',
  'databricks.Workspace': 'azurerm_databricks_workspace',
  'keyvault.KeyVault': 'azurerm_key_vault',
  'machinelearning.Workspace': 'azurerm_machine_learning_workspace',
  'machinelearning.ComputeCluster': 'azurerm_machine_learning_compute_cluster',
  'machinelearning.ComputeInstance': 'azurerm_machine_learning_compute_instance',
  'machinelearning.InferenceCluster': 'azurerm_machine_learning_inference_cluster',
  'storage.Account': 'azurerm_storage_account',
};
/** Resource providers as the types of the Azure API spell them. */
const AZURE_PROVIDERS: Readonly<Record<string, string>> = {
  app: 'App',
  containerinstance: 'ContainerInstance',
  containerregistry: 'ContainerRegistry',
  containerservice: 'ContainerService',
  databricks: 'Databricks',
  datafactory: 'DataFactory',
  documentdb: 'DocumentDB',
  eventgrid: 'EventGrid',
  eventhub: 'EventHub',
  insights: 'Insights',
  applicationinsights: 'Insights',
  keyvault: 'KeyVault',
  machinelearningservices: 'MachineLearningServices',
  monitor: 'Insights',
  storage: 'Storage',
  synapse: 'Synapse',
  web: 'Web',
};
const AZURE_RESOURCES: Readonly<Record<string, string>> = {
  'machinelearningservices.OnlineEndpoint': 'workspaces/onlineEndpoints',
  'machinelearningservices.OnlineDeployment': 'workspaces/onlineEndpoints/deployments',
  'machinelearningservices.BatchEndpoint': 'workspaces/batchEndpoints',
  'machinelearningservices.BatchDeployment': 'workspaces/batchEndpoints/deployments',
  'machinelearningservices.Compute': 'workspaces/computes',
  'machinelearningservices.ModelContainer': 'workspaces/models',
  'machinelearningservices.ModelVersion': 'workspaces/models',
  'machinelearningservices.Registry': 'registries',
  'datafactory.Pipeline': 'factories/pipelines',
  'datafactory.Factory': 'factories',
  'keyvault.Vault': 'vaults',
  'web.WebApp': 'sites',
  'containerregistry.Registry': 'registries',
};

const CDKTF = /^(?:cdktf_cdktf_provider_|imports\.)([a-z_]+?)\.(?:\w+\.)*([A-Z]\w*)$/;
const PULUMI = /^pulumi_([a-z_]+?)\.((?:\w+\.)*)([A-Z]\w*)$/;

/**
 * What a construct makes.
 * @param name as `constructName` gives it
 * @returns undefined for what is no resource: providers, data sources, arguments
 */
export function meaningOf(name: string): Meaning | undefined {
  const [, provider, member] = CDKTF.exec(name) ?? [];
  if (provider !== undefined && member !== undefined)
    return /^Data[A-Z]|Provider$|Config$/.test(member)
      ? undefined
      : { kind: 'resource', type: `${provider}_${snakeCase(member)}` };
  const [, owner, modules = '', type] = PULUMI.exec(name) ?? [];
  if (owner === undefined || type === undefined || /Args$|^Provider$/.test(type)) return undefined;
  const path = modules.replace(/\.$/, '').replaceAll('_.', '.').replace(/_$/, '');
  if (owner === 'kubernetes') return kubernetes(path, type);
  if (
    owner === 'docker' ||
    owner === 'docker_build' ||
    (owner === 'awsx' && path.startsWith('ecr') && type === 'Image')
  )
    return type === 'Image' ? { kind: 'image' } : undefined;
  const resource = pulumiType(owner, path.split('.')[0] ?? '', type);
  return resource === undefined ? undefined : { kind: 'resource', type: resource };
}

function pulumiType(owner: string, module: string, type: string): string | undefined {
  const plain = type.replace(/V\d$/, '');
  const key = `${module}.${plain}`;
  switch (owner) {
    case 'aws':
    case 'awsx':
      return own(AWS_TYPES, key) ?? joined('aws', module, plain);
    case 'eks':
      return joined('aws', 'eks', plain);
    case 'gcp':
      return joined('google', own(GOOGLE_MODULES, module) ?? module, plain);
    case 'azure':
      return own(AZURE_TYPES, key) ?? joined('azurerm', '', plain);
    case 'azure_native': {
      const namespace = own(AZURE_PROVIDERS, module);
      const resources = own(AZURE_RESOURCES, key) ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}s`;
      return namespace && `Microsoft.${namespace}/${resources}`;
    }
    default:
      return /^[a-z]+$/.test(owner) ? joined(owner, module === 'index' ? '' : module, plain) : undefined;
  }
}

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

const joined = (...parts: string[]): string =>
  parts
    .filter((part) => part !== '')
    .map(snakeCase)
    .join('_');

/** https://www.pulumi.com/registry/packages/kubernetes/ */
function kubernetes(path: string, type: string): Meaning | undefined {
  if (path.startsWith('helm')) return type === 'Chart' || type === 'Release' ? { kind: 'chart' } : undefined;
  if (path.startsWith('yaml') || path.startsWith('kustomize')) return { kind: 'files' };
  if (type === 'CustomResource') return { kind: 'custom-resource' };
  const [group = '', version = 'v1'] = path.split('.');
  if (!/^v\d/.test(version) || /(?:List|Patch)$/.test(type)) return undefined;
  const domain = own(GROUPS, group) ?? group;
  return { kind: 'manifest', apiVersion: domain === '' ? version : `${domain}/${version}`, object: type };
}

const GROUPS: Readonly<Record<string, string>> = {
  core: '',
  networking: 'networking.k8s.io',
  rbac: 'rbac.authorization.k8s.io',
  storage: 'storage.k8s.io',
};
