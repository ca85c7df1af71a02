/**
 * Actions of general use: what they do, as data. What an action says about a technology is in the catalogue.
 * Source: the `action.yml` and README of each action.
 */
import { deploysApplication, DEPLOYS_OWN_BUILD } from '../shared/effects.js';
import type { Effect } from '../shared/effects.js';

/** Set up the runner: nothing happens to the project. */
const NEUTRAL =
  /^(?:actions\/(?:checkout|cache(?:\/.*)?|upload-artifact|download-artifact|setup-.*|create-github-app-token)|[^/]+\/(?:setup|install)-[^/]*|[^/]+\/[^/]*-(?:login|auth)(?:-action)?|azure\/(?:login|setup-.*)|docker\/(?:login|setup-.*|metadata)-action|aws-actions\/(?:configure-aws-credentials|amazon-ecr-login)|google-github-actions\/(?:auth|setup-gcloud)|conda-incubator\/setup-miniconda|jlumbroso\/free-disk-space|step-security\/harden-runner|dorny\/paths-filter|tj-actions\/changed-files)$/i;

/** Keep issues, labels and pull requests tidy. */
const HOUSEKEEPING =
  /^(?:actions\/(?:stale|first-interaction|labeler|add-to-project|delete-package-versions)|release-drafter\/release-drafter|dessant\/.*|crazy-max\/ghaction-github-labeler|amannn\/action-semantic-pull-request|peter-evans\/(?:create-or-update-comment|close-issue|find-comment)|lycheeverse\/lychee-action|cla-assistant\/github-action|contributor-assistant\/github-action|toshimaru\/auto-author-assign|kentaro-m\/auto-assign-action|dependabot\/fetch-metadata|styfle\/cancel-workflow-action|thollander\/actions-comment-pull-request|Mattraks\/delete-workflow-runs)$/i;

export function isNeutral(action: string): boolean {
  return NEUTRAL.test(action);
}

export function isHousekeeping(action: string): boolean {
  return HOUSEKEEPING.test(action);
}

/** Inputs that hold a script. */
export const SCRIPT_INPUTS: Readonly<Record<string, string>> = {
  'azure/cli': 'inlineScript',
  'azure/powershell': 'inlineScript',
  'nick-fields/retry': 'command',
  'nick-invision/retry': 'command',
  'devcontainers/ci': 'runCmd',
  'addnab/docker-run-action': 'run',
  'appleboy/ssh-action': 'script',
  'd3rhase/ssh-command-action': 'command',
  'fifsky/ssh-action': 'command',
  'garygrossgarten/github-action-ssh': 'command',
  'google-github-actions/ssh-compute': 'command',
  'tiyee/action-ssh': 'command',
  'gacts/run-and-post-run': 'run',
  'reactivecircus/android-emulator-runner': 'script',
};

const deploys = (...keys: string[]): Effect => ({ link: 'deploys', to: 'path', keys });
const publishes = (...keys: string[]): Effect[] => [
  { offer: 'image', keys },
  { link: 'publishes-to', to: 'image', keys },
];

export const ACTION_EFFECTS: Readonly<Record<string, readonly Effect[]>> = {
  // The Dockerfile is added by the reader of steps: it depends on two inputs.
  'docker/build-push-action': [
    { offer: 'image', keys: ['tags'] },
    {
      link: 'publishes-to',
      to: 'image',
      keys: ['tags'],
      when: { keys: ['push', 'outputs'], matches: /true|type=registry|\$/ },
    },
    { trait: 'builds-package' },
  ],
  'docker/bake-action': [
    { link: 'builds', to: 'path', keys: ['files'], default: 'docker-bake.hcl' },
    { trait: 'builds-package' },
  ],
  'redhat-actions/buildah-build': [
    { link: 'builds', to: 'path', keys: ['containerfiles', 'dockerfiles'] },
    { offer: 'image', keys: ['image'] },
    { trait: 'builds-package' },
  ],
  'redhat-actions/push-to-registry': publishes('image'),
  'jwalton/gh-ecr-push': publishes('image'),
  'mr-smithers-excellent/docker-build-push': [
    ...publishes('image'),
    { link: 'builds', to: 'path', keys: ['dockerfile'], default: 'Dockerfile' },
    { trait: 'builds-package' },
  ],
  'elgohr/publish-docker-github-action': [
    ...publishes('name'),
    { link: 'builds', to: 'path', keys: ['dockerfile'], default: 'Dockerfile' },
    { trait: 'builds-package' },
  ],
  'pypa/gh-action-pypi-publish': [{ trait: 'builds-package' }],
  'pypa/cibuildwheel': [{ trait: 'builds-package' }],

  'aws-actions/configure-aws-credentials': [{ link: 'includes', to: 'role', keys: ['role-to-assume'] }],
  'aws-actions/amazon-ecs-deploy-task-definition': [deploys('task-definition')],
  'aws-actions/amazon-ecs-render-task-definition': [{ link: 'includes', to: 'path', keys: ['task-definition'] }],
  'aws-actions/aws-cloudformation-github-deploy': [deploys('template')],
  'aws-actions/aws-lambda-deploy': [deploys('code-artifacts-dir')],
  'aws-actions/aws-codebuild-run-build': [{ link: 'triggers', to: 'workflow', keys: ['project-name'] }],
  'azure/arm-deploy': [deploys('template')],
  'azure/bicep-deploy': [deploys('template-file')],
  'azure/aks-set-context': [{ link: 'runs-on', to: 'cluster', keys: ['cluster-name'] }],
  'azure/k8s-set-context': [{ link: 'runs-on', to: 'cluster', keys: ['cluster-name'] }],
  'azure/k8s-deploy': [deploys('manifests'), { link: 'deploys', to: 'image', keys: ['images'] }],
  'azure/webapps-deploy': [
    { link: 'deploys', to: 'image', keys: ['images'] },
    { ...deploysApplication('package'), when: { keys: ['images'], absent: true } },
  ],
  'azure/aci-deploy': [{ link: 'deploys', to: 'image', keys: ['image'] }],
  'awslabs/amazon-app-runner-deploy': [
    { link: 'deploys', to: 'image', keys: ['image'] },
    { ...deploysApplication('source-directory'), when: { keys: ['image'], absent: true } },
  ],
  'einaregilsson/beanstalk-deploy': [deploysApplication()],
  'aws-actions/aws-elasticbeanstalk-deploy': [deploysApplication()],
  'donaldpiret/ecs-deploy': [DEPLOYS_OWN_BUILD],
  'silinternational/ecs-deploy': [DEPLOYS_OWN_BUILD],
  'appleboy/lambda-action': [
    { link: 'deploys', to: 'image', keys: ['image_uri'] },
    { link: 'deploys', to: 'path', keys: ['source'] },
  ],
  'azure/container-apps-deploy-action': [
    { link: 'deploys', to: 'image', keys: ['imageToDeploy'] },
    { link: 'deploys', to: 'application', keys: ['appSourcePath'] },
    { trait: 'deploys' },
  ],
  'azure/functions-action': [{ link: 'deploys', to: 'path', keys: ['package'], default: '.' }],
  'google-github-actions/get-gke-credentials': [{ link: 'runs-on', to: 'cluster', keys: ['cluster_name'] }],
  'google-github-actions/deploy-cloudrun': [
    { link: 'deploys', to: 'image', keys: ['image'] },
    { link: 'deploys', to: 'application', keys: ['source'] },
    deploys('metadata'),
    { trait: 'deploys' },
  ],
  'google-github-actions/deploy-cloud-functions': [{ link: 'deploys', to: 'path', keys: ['source_dir'], default: '.' }],
  'google-github-actions/deploy-appengine': [
    { link: 'deploys', to: 'path', keys: ['deliverables'], default: 'app.yaml' },
    deploysApplication('working_directory'),
  ],
  'google-github-actions/upload-cloud-storage': [],
  'dflook/terraform-apply': [{ link: 'deploys', to: 'path', keys: ['path'], default: '.' }],
  'gruntwork-io/terragrunt-action': [
    { link: 'deploys', to: 'path', keys: ['tg_dir'], default: '.', when: { keys: ['tg_command'], matches: /apply/ } },
  ],
  'pulumi/actions': [
    { link: 'deploys', to: 'path', keys: ['work-dir'], default: '.', when: { keys: ['command'], matches: /^up/ } },
  ],
  'serverless/github-action': [
    { link: 'deploys', to: 'path', default: 'serverless.yml', when: { keys: ['args'], matches: /deploy/ } },
  ],
  'superfly/flyctl-actions': [
    { ...deploysApplication(), when: { keys: ['args'], matches: /^deploy/ } },
    { trait: 'deploys' },
  ],
  'akhileshns/heroku-deploy': [deploysApplication('appdir')],
  'gonuit/heroku-docker-deploy': [deploysApplication('dockerfile_directory')],
  'miloschwartz/heroku-deploy-docker': [deploysApplication('dockerfileDirectory')],
  'digitalocean/app_action': [deploysApplication()],
  'digitalocean/app_action/deploy': [deploysApplication()],
  'johnbeynon/render-deploy-action': [deploysApplication()],
  'bounceapp/render-action': [deploysApplication()],
  'bervproject/railway-deploy': [deploysApplication()],
  'koyeb-community/koyeb-actions': [deploysApplication()],
  'nateraw/huggingface-sync-action': [
    {
      link: 'deploys',
      to: 'application',
      keys: ['subdirectory'],
      default: '.',
      when: { keys: ['repo_type'], matches: /^space$/ },
    },
  ],

  'pre-commit/action': [{ trait: 'lints' }],
  'super-linter/super-linter': [{ trait: 'lints' }],
  'github/super-linter': [{ trait: 'lints' }],
  'psf/black': [{ trait: 'lints' }],
  'astral-sh/ruff-action': [{ trait: 'lints' }],
  'chartboost/ruff-action': [{ trait: 'lints' }],
  'golangci/golangci-lint-action': [{ trait: 'lints' }],
  'hadolint/hadolint-action': [{ trait: 'lints' }],
  'cypress-io/github-action': [{ trait: 'tests' }],
  'ansible/ansible-lint': [{ trait: 'lints' }],
};

/** Inputs by which an action that starts a workflow names the repository, as a whole or in parts, and the workflow. */
export interface Dispatch {
  repository?: string;
  owner?: string;
  name?: string;
  workflow?: string;
}

export const DISPATCHES: Readonly<Record<string, Dispatch>> = {
  'peter-evans/repository-dispatch': { repository: 'repository' },
  'mvasigh/dispatch-action': { owner: 'owner', name: 'repo' },
  'event-driven-io/dispatch-action': { owner: 'owner', name: 'repo' },
  'benc-uk/workflow-dispatch': { repository: 'repo', workflow: 'workflow' },
  'aurelien-baudet/workflow-dispatch': { repository: 'repo', workflow: 'workflow' },
  'the-actions-org/workflow-dispatch': { repository: 'repo', workflow: 'workflow' },
  'convictional/trigger-workflow-and-wait': { owner: 'owner', name: 'repo', workflow: 'workflow_file_name' },
  'passeidireto/trigger-external-workflow-action': { owner: 'owner', name: 'repository' },
  'codex-/return-dispatch': { owner: 'owner', name: 'repo', workflow: 'workflow' },
  'lasith-kg/dispatch-workflow': { owner: 'owner', name: 'repo', workflow: 'workflow' },
};

/** Actions that push commits of the checked-out repository. */
export const PUSHING_ACTIONS =
  /^(?:stefanzweifel\/git-auto-commit-action|ad-m\/github-push-action|endbug\/add-and-commit|peter-evans\/create-pull-request|fjogeleit\/yaml-update-action)$/i;
