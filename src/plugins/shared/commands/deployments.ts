/**
 * Tools that deploy what files or directories define.
 * Sources: the command references of Terraform, OpenTofu, Terragrunt, Pulumi, AWS CLI, SAM, CDK, Serverless Framework, Azure
 * CLI, Google Cloud CLI, Ansible, Skaffold, Docker and Argo CD.
 */
import { deploysApplication, DEPLOYS_OWN_BUILD } from '../effects.js';
import type { Effect } from '../effects.js';
import type { CommandRule } from './rules.js';

const deploysDirectory = (...keys: string[]): Effect[] => [{ link: 'deploys', to: 'path', keys, default: '.' }];
const deploysFile = (keys: string[], file?: string): Effect[] => [
  { link: 'deploys', to: 'path', keys, ...(file === undefined ? {} : { default: file }) },
];

/** What Cloud Run is to run: an image, or a directory that becomes one. */
const deploysImageOrSource: Effect[] = [
  { link: 'deploys', to: 'image', keys: ['--image'] },
  { link: 'deploys', to: 'application', keys: ['--source'] },
];

/** What Container Apps is to run: an image, a definition, or a directory that becomes an image. */
const deploysContainerApp: Effect[] = [
  { link: 'deploys', to: 'image', keys: ['--image', '-i'] },
  { link: 'deploys', to: 'path', keys: ['--yaml'] },
  { link: 'deploys', to: 'application', keys: ['--source'] },
];

/** What a web app is to run: an image, or services that a Compose file defines. */
const deploysWebApp: Effect[] = [
  {
    link: 'deploys',
    to: 'image',
    keys: ['--docker-custom-image-name', '--container-image-name', '--deployment-container-image-name', '-c', '-i'],
  },
  { link: 'deploys', to: 'path', keys: ['--multicontainer-config-file'] },
];

const STACK_TEMPLATE = ['--template-file', '--template-body'];
const AZURE_TEMPLATE = ['--template-file', '-f', '--parameters', '-p'];

export const DEPLOYMENT_RULES: readonly CommandRule[] = [
  // Infrastructure as code. `plan`, `validate`, `fmt`, `init` and `destroy` deploy nothing.
  { command: 'terraform|tofu apply', effects: deploysDirectory('-chdir') },
  {
    command: 'terragrunt apply|apply-all|run-all',
    effects: deploysDirectory('--terragrunt-working-dir', '--working-dir'),
  },
  { command: 'terragrunt run-all plan|init|validate|destroy|output', effects: [] },
  { command: 'pulumi up|update', effects: deploysDirectory('--cwd', '-C') },
  { command: 'cdktf deploy', effects: deploysDirectory() },
  { command: 'cdk deploy', effects: [...deploysFile([], 'cdk.json'), ...deploysDirectory()] },
  {
    command: 'ansible-playbook',
    unless: ['--check', '--syntax-check'],
    effects: [{ link: 'deploys', to: 'path', position: 0, rest: true }],
  },

  // AWS
  {
    command: 'aws cloudformation deploy|create-stack|update-stack|create-change-set',
    effects: deploysFile(STACK_TEMPLATE),
  },
  { command: 'sam deploy|sync', effects: deploysFile(['--template-file', '--template', '-t'], 'template.yaml') },
  { command: 'sls|serverless deploy', effects: deploysFile(['--config', '-c'], 'serverless.yml') },
  { command: 'chalice|zappa deploy|update', effects: deploysDirectory('--project-dir') },
  { command: 'eb deploy|create', effects: [deploysApplication()] },
  { command: 'copilot deploy', effects: deploysDirectory() },
  {
    command: 'aws lambda update-function-code',
    effects: [
      { link: 'deploys', to: 'image', keys: ['--image-uri'] },
      { link: 'deploys', to: 'path', keys: ['--zip-file'] },
    ],
  },
  { command: 'aws ecs register-task-definition', effects: deploysFile(['--cli-input-json', '--cli-input-yaml']) },
  { command: 'aws ecs update-service', effects: [DEPLOYS_OWN_BUILD] },
  { command: 'aws apprunner start-deployment|update-service', effects: [DEPLOYS_OWN_BUILD] },
  { command: 'ecs deploy', effects: [DEPLOYS_OWN_BUILD] },

  // Azure
  { command: 'az deployment group|sub|mg|tenant create', effects: deploysFile(AZURE_TEMPLATE) },
  { command: 'az stack group|sub|mg create', effects: deploysFile(AZURE_TEMPLATE) },
  { command: 'azd up|deploy|provision', effects: deploysFile([], 'azure.yaml') },
  { command: 'az containerapp create|update|up', effects: deploysContainerApp },
  { command: 'az containerapp job create|update', effects: deploysContainerApp },
  {
    command: 'az container create',
    effects: [{ link: 'deploys', to: 'image', keys: ['--image'] }, ...deploysFile(['--file', '-f'])],
  },
  { command: 'az webapp up|deploy', effects: [deploysApplication()] },
  { command: 'az webapp deployment source config-zip', effects: [deploysApplication()] },
  { command: 'az webapp create', effects: deploysWebApp },
  { command: 'az webapp config container set', effects: deploysWebApp },
  { command: 'az webapp restart', effects: [DEPLOYS_OWN_BUILD] },
  { command: 'az functionapp publish|deploy', effects: [{ trait: 'deploys' }] },
  { command: 'func azure functionapp publish', effects: deploysDirectory() },

  // Google Cloud
  { command: 'gcloud run deploy', effects: deploysImageOrSource },
  { command: 'gcloud run services|jobs create|deploy|update', effects: deploysImageOrSource },
  { command: 'gcloud run services replace', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'gcloud functions deploy', effects: deploysDirectory('--source') },
  {
    command: 'gcloud app deploy',
    effects: [{ link: 'deploys', to: 'path', position: 0, rest: true, default: 'app.yaml' }, deploysApplication()],
  },
  { command: 'gcloud deployment-manager deployments create|update', effects: deploysFile(['--config', '--template']) },
  { command: 'gcloud infra-manager deployments apply', effects: deploysDirectory('--local-source') },
  { command: 'gcloud deploy apply', effects: deploysFile(['--file'], 'clouddeploy.yaml') },
  {
    command: 'gcloud compute instances create-with-container|update-container',
    effects: [{ link: 'deploys', to: 'image', keys: ['--container-image'] }],
  },
  { command: 'firebase deploy', effects: deploysDirectory() },

  // Containers and platforms
  { command: 'skaffold run|deploy', effects: deploysFile(['--filename', '-f'], 'skaffold.yaml') },
  { command: 'kompose up', effects: deploysFile(['--file', '-f'], 'docker-compose.yaml') },
  { command: 'docker stack deploy', effects: deploysFile(['--compose-file', '-c'], 'docker-compose.yml') },
  { command: 'nomad job run', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'kapp deploy', effects: deploysFile(['--file', '-f']) },
  { command: 'helmfile apply|sync', effects: deploysFile(['--file', '-f'], 'helmfile.yaml') },
  { command: 'flux create|reconcile', effects: [{ trait: 'deploys' }] },
  { command: 'argocd app sync|create|set', effects: [{ trait: 'deploys' }] },
  {
    command: 'fly|flyctl deploy|launch',
    effects: [...deploysFile(['--config', '-c'], 'fly.toml'), deploysApplication()],
  },
  { command: 'railway up', effects: [deploysApplication()] },
  { command: 'vercel|vc deploy', effects: [deploysApplication()] },
  { command: 'render deploys create', effects: [deploysApplication()] },
  { command: 'gradio deploy', effects: [deploysApplication()] },
  { command: 'heroku container:push', effects: [{ link: 'builds', to: 'path', default: 'Dockerfile' }] },
  { command: 'heroku container:release', effects: [deploysApplication()] },
  {
    command: 'huggingface-cli|hf upload|upload-large-folder',
    effects: [
      {
        link: 'deploys',
        to: 'application',
        position: 1,
        default: '.',
        when: { keys: ['--repo-type'], matches: /^spaces?$/ },
      },
    ],
  },
  {
    command: 'docker service update|create',
    effects: [{ link: 'deploys', to: 'image', keys: ['--image'] }],
  },
  { command: 'modal deploy', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'cog push', effects: [{ link: 'builds', to: 'path', default: 'cog.yaml' }, { trait: 'builds-package' }] },
];
