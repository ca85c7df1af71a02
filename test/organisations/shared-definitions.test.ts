import { describe, expect, it } from 'vitest';
import type { Files } from '../systems/support.js';
import { INFERENCE_SERVICE, linksOf, TRAINS, WORKFLOW } from './support.js';

const CALLED: Files = {
  '.github/workflows/train.yml':
    'on:\n  workflow_call:\n    inputs: { script: { type: string } }\njobs:\n  t:\n    runs-on: [self-hosted, gpu]\n    steps:\n      - uses: actions/checkout@v4\n      - run: python ${{ inputs.script }}\n',
};
const CALLS = (repository: string): Files => ({
  ...TRAINS,
  '.github/workflows/ci.yml': `on: push\njobs:\n  train:\n    uses: acme/${repository}/.github/workflows/train.yml@v1\n    with: { script: train.py }\n`,
});
const GITLAB_TEMPLATE: Files = {
  'train.yml': '.train:\n  image: python:3.12\n  script:\n    - python $SCRIPT\n  rules: [{ if: $CI_COMMIT_BRANCH }]\n',
};
const GITLAB = (include: string): Files => ({
  ...TRAINS,
  '.gitlab-ci.yml': `include:\n  - ${include}\ntrain:\n  extends: .train\n  variables: { SCRIPT: train.py }\n`,
});
const JENKINSFILE = (step: string): Files => ({
  ...TRAINS,
  Jenkinsfile: `@Library('ml-pipeline') _\npipeline { agent any\n stages { stage('t') { steps { ${step} } } } }`,
});
const ADO = (reference: string): Files => ({
  ...TRAINS,
  'azure-pipelines.yml': `trigger: [main]
resources:
  repositories:
    - repository: templates
      type: github
      name: acme/ml-templates
      endpoint: gh
pool: { vmImage: ubuntu-latest }
steps:
  - template: ${reference}
    parameters: { script: train.py }
`,
});
const ADO_TEMPLATE: Files = {
  'steps/train.yml': 'parameters:\n  - name: script\nsteps:\n  - script: python ${{ parameters.script }}\n',
};

describe('definitions of CI that sources take from each other', () => {
  it.each<[string, Record<string, Files>, string[]]>([
    [
      'a reusable workflow',
      { model: CALLS('ml-workflows'), workflows: CALLED },
      ['model/ci-cd --triggers-> workflows/ci-cd'],
    ],
    [
      'a reusable workflow of a repository that is known by a part of its name',
      { model: CALLS('ci-shared-toolbox'), shared: CALLED },
      ['model/ci-cd --triggers-> shared/ci-cd'],
    ],
    [
      'a composite action',
      {
        model: {
          ...TRAINS,
          '.github/workflows/ci.yml': WORKFLOW(
            'push',
            'uses: acme/ml-actions/train@v2\n        with: { script: train.py }',
          ),
        },
        actions: {
          'train/action.yml':
            'name: train\ninputs: { script: {} }\nruns:\n  using: composite\n  steps:\n    - run: python ${{ inputs.script }}\n      shell: bash\n',
        },
      },
      ['model/ci-cd --triggers-> actions/ci-cd'],
    ],
    [
      'a hidden job of a project in a group of groups',
      { model: GITLAB('{ project: acme/ml/ci-templates, file: /train.yml }'), 'ci-templates': GITLAB_TEMPLATE },
      ['model/ci-cd --triggers-> ci-templates/ci-cd'],
    ],
    [
      'a step of a shared library',
      {
        model: JENKINSFILE("trainModel(script: 'train.py')"),
        library: { 'vars/trainModel.groovy': 'def call(Map config) {\n  sh "python ${config.script}"\n}\n' },
      },
      ['model/ci-cd --triggers-> library/ci-cd'],
    ],
    [
      'a template of Azure Pipelines',
      { model: ADO('steps/train.yml@templates'), 'ml-templates': ADO_TEMPLATE },
      ['model/ci-cd --triggers-> ml-templates/ci-cd'],
    ],
  ])('%s', async (_, sources, links) => {
    expect(await linksOf(sources)).toEqual(links);
  });

  it.each<[string, Record<string, Files>]>([
    ['a reusable workflow of a repository that is not here', { model: CALLS('website'), shared: CALLED }],
    [
      'a hidden job of that name in a project that is not included',
      { model: GITLAB('{ project: other/things, file: /train.yml }'), templates: GITLAB_TEMPLATE },
    ],
    [
      'a step whose name every library has',
      {
        model: JENKINSFILE("deploy(script: 'train.py')"),
        library: { 'vars/deploy.groovy': 'def call(Map config) {\n  sh "make"\n}\n' },
      },
    ],
    [
      'a template of the own repository that has the same path',
      { model: { ...ADO('/steps/train.yml'), ...ADO_TEMPLATE }, 'ml-templates': ADO_TEMPLATE },
    ],
  ])('but not %s', async (_, sources) => {
    expect(await linksOf(sources)).toEqual([]);
  });
});

const BUCKET: Files = {
  'bucket/main.tf': 'variable "name" {}\nresource "aws_s3_bucket" "b" {\n  bucket = var.name\n}\n',
};
const SERVING: Files = { 'isvc.yaml': INFERENCE_SERVICE };

describe('modules of Terraform that lie in another repository', () => {
  it.each<[string, Files]>([
    [
      'are called with the names that others use',
      {
        'main.tf':
          'module "models" {\n  source = "git::https://github.com/acme/infra-modules.git//bucket?ref=v1"\n  name   = "acme-risk-models"\n}\n',
      },
    ],
    [
      'are called with names from variables, among other calls',
      {
        'main.tf': `variable "team" {
  default = "risk"
}
module "data" {
  source = "git@github.com:acme/infra-modules.git//bucket"
  name   = "acme-\${var.team}-data"
}
module "models" {
  source = "git@github.com:acme/infra-modules.git//bucket"
  name   = "acme-\${var.team}-models"
}
`,
      },
    ],
    [
      'are instantiated by Terragrunt',
      {
        'prod/models/terragrunt.hcl':
          'terraform {\n  source = "git::git@github.com:acme/infra-modules.git//bucket?ref=v1"\n}\ninputs = {\n  name = "acme-risk-models"\n}\n',
      },
    ],
  ])('%s', async (_, live) => {
    expect(await linksOf({ live, modules: BUCKET, serving: SERVING })).toEqual([
      'live/infrastructure --deploys-> modules/data-store',
      'serving/model-serving --loads-from-> modules/data-store',
    ]);
  });

  it.each<[string, string]>([
    ['a registry', 'acme/infra-modules/aws//bucket'],
    ['a repository that is not here', 'git::https://github.com/acme/website.git//bucket'],
    ['a directory that the repository does not have', 'git::https://github.com/acme/infra-modules.git//queue'],
  ])('are not those of %s', async (_, source) => {
    const live = { 'main.tf': `module "models" {\n  source = "${source}"\n  name   = "acme-risk-models"\n}\n` };
    expect(await linksOf({ live, modules: BUCKET, serving: SERVING })).toEqual([]);
  });
});
