import { describe, expect, it } from 'vitest';
import { reference } from '../../src/facts/value.js';
import azure from '../../src/plugins/azure-pipelines/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('acme-ml', {
    kind: 'task',
    pattern: 'RunPipeline',
    component: 'workflow-orchestration',
    relation: 'triggers',
    name: { key: 'PipelineId' },
  }),
);
const facts = (text: string, path = '.pipelines/ci.yml'): string[] => show(extract(azure, path, text, { catalogue }));
/** Facts of the steps of a pipeline; units and the workflow left out. */
const steps = (yaml: string, more = ''): string[] =>
  facts(`trigger: none\n${more}steps:\n${yaml}`).filter(
    (line) => !/^(?:unit|component workflow|offer workflow|trait workflow|symbol)/.test(line),
  );

describe('Azure pipelines', () => {
  it('are components with stages, jobs and steps', () => {
    const text = `trigger:
  branches: { include: [main] }
pr: none
schedules:
  - cron: '0 0 * * *'
resources:
  containers:
    - container: ml
      image: mcr.microsoft.com/mlops/python:latest
  pipelines:
    - pipeline: train
      source: Train-CI
      trigger: true
variables:
  - template: vars.yml
  - name: DIR
    value: src
stages:
  - stage: Build
    jobs:
      - job: Test
        displayName: Test it
        container: ml
        steps:
          - checkout: self
          - script: |
              pytest $(DIR)/tests
            displayName: Tests
            workingDirectory: $(Build.SourcesDirectory)/$(DIR)
          - template: steps/train.yml
            parameters: { model: fraud, tag: $(Build.BuildId) }
  - stage: Deploy
    condition: false
    jobs:
      - deployment: Prod
        environment: production
        strategy:
          canary:
            increments: [10, 50]
            deploy:
              steps:
                - bash: ./deploy.sh $(IMAGE)
`;
    expect(facts(text)).toEqual([
      'unit workflow workflow (ci)',
      'component workflow is ci-cd azure-pipelines [ci]',
      'offer workflow workflow ci',
      'trait workflow runs-on-push: trigger',
      'trait workflow runs-on-schedule: 0 0 * * *',
      'trait workflow runs-on-push: pipeline: Train-CI',
      'trait workflow branch: main',
      'symbol ci:.pipelines/ci.yml DIR = src',
      'symbol env: DIR = src',
      'link workflow includes path .pipelines/vars.yml',
      'trait workflow stage: vars',
      'unit job:Build.Test job (Test it) in workflow',
      'link job:Build.Test built-from image mcr.microsoft.com/mlops/python:latest',
      'unit step:Build.Test/0 step in job:Build.Test',
      'unit step:Build.Test/1 step (Tests) in job:Build.Test',
      'embedded step:Build.Test/1 shell in src @27: pytest src/tests\n',
      'unit step:Build.Test/2 step (steps/train.yml) in job:Build.Test',
      'link step:Build.Test/2 includes path .pipelines/steps/train.yml',
      'symbol ci:.pipelines/steps/train.yml parameters.model = fraud',
      'symbol ci:.pipelines/steps/train.yml parameters.tag = $(Build.BuildId)',
      'unit job:Deploy.Prod job (Deploy.Prod) in workflow off disabled',
      'trait job:Deploy.Prod environment: production',
      'trait job:Deploy.Prod canary: 10 %, 50 %',
      'trait job:Deploy.Prod deploys: production',
      'unit step:Deploy.Prod/0 step in job:Deploy.Prod',
      'embedded step:Deploy.Prod/0 shell in . @42: ./deploy.sh ${IMAGE}',
    ]);
    const embedded = extract(azure, '.pipelines/ci.yml', text).findLast((fact) => fact.fact === 'embedded');
    expect(embedded).toMatchObject({ text: `./deploy.sh ${reference('ci:.pipelines/vars.yml', 'IMAGE')}` });
  });

  it.each<[name: string, text: string, facts: string[]]>([
    ['no trigger', 'pool: x\nsteps: [{ script: make }]\n', ['trait workflow runs-on-push: trigger']],
    [
      'trigger none',
      'trigger: none\npr: none\nsteps: [{ script: make }]\n',
      ['trait workflow runs-on-demand: trigger: none'],
    ],
    ['pull requests', 'trigger: none\npr: [main]\nsteps: [{ script: make }]\n', ['trait workflow runs-on-push: pr']],
    [
      'webhooks',
      'trigger: none\nresources: { webhooks: [{ webhook: drift }] }\nsteps: [{ script: make }]\n',
      ['trait workflow runs-on-event: webhook'],
    ],
    [
      'a resource without trigger',
      'trigger: none\nresources: { pipelines: [{ pipeline: a, source: b, trigger: none }] }\nsteps: [{ script: make }]\n',
      ['trait workflow runs-on-demand: trigger: none'],
    ],
  ])('with %s', (_, text, expected) =>
    expect(facts(text).filter((line) => line.startsWith('trait'))).toEqual(expected),
  );

  it.each<[name: string, text: string, path: string]>([
    ['a GitHub workflow', 'on: push\njobs:\n  a:\n    steps: [{ script: x }]\n', 'x.yml'],
    ['a GitLab pipeline', 'stages: [a, b]\na:\n  script: [make]\n', 'x.yml'],
    ['Cloud Build', 'steps:\n  - name: gcr.io/x/y\n    script: make\n', 'x.yml'],
    ['a Kubernetes object', 'apiVersion: v1\nkind: X\nsteps: [{ script: x }]\n', 'x.yml'],
    ['an Azure ML job', '$schema: x\njobs: [{ job: a }]\n', 'x.yml'],
    ['other steps', 'steps: [{ name: a, run: b }]\ntask: x\n', 'x.yml'],
    ['other variables', 'variables:\n  a: { default: 1 }\nname: x\n', 'databricks.yml'],
    ['a file for GitHub', 'trigger: none\nsteps: [{ script: make }]\n', '.github/x.yml'],
  ])('leave %s alone', (_, text, path) => expect(facts(text, path)).toEqual([]));

  it('in a template for a repository count from its root', () => {
    const found = extract(azure, 't/.azure/pipelines/ci.yml', 'trigger: none\nsteps: [{ script: make }]\n');
    expect(found.find((fact) => fact.fact === 'component')).toMatchObject({ confidence: 'medium' });
    expect(found.find((fact) => fact.fact === 'embedded')).toMatchObject({ directory: 't' });
  });

  it.each<[name: string, text: string, reason: string]>([
    ['nothing to do', 'trigger: none\njobs: [{ job: a, steps: [] }]\n', 'empty'],
    ['only prints', 'trigger: none\nsteps: [{ script: echo a }, { task: PublishTestResults@2 }]\n', 'echo-only'],
    ['switched off', 'trigger: none\nsteps: [{ script: make, enabled: false }]\n', 'disabled'],
  ])('with %s are only declared', (_, text, reason) => {
    expect(facts(text).find((line) => line.startsWith('component'))).toMatch(new RegExp(`declared ${reason}$`));
  });
});

describe('templates', () => {
  it('are parts without a component, whose parameters their users fill', () => {
    const text = `parameters:
  - name: chart
    type: string
    default: charts/a
steps:
  - template: install.yml
  - template: remote.yml@templates
  - task: HelmDeploy@0
    inputs:
      command: upgrade
      chartPath: \${{ parameters.chart }}
`;
    expect(facts(text, 'ci/helm.yml')).toEqual([
      'unit workflow workflow (helm)',
      'symbol ci:ci/helm.yml parameters.chart = charts/a',
      'unit job:job job (job) in workflow',
      'unit step:job/0 step (install.yml) in job:job',
      'link step:job/0 includes path ci/install.yml',
      'unit step:job/1 step (remote.yml@templates) in job:job',
      'not-understood step:job/1 remote-reference: remote.yml@templates',
      'unit step:job/2 step in job:job',
      'link step:job/2 deploys path ${parameters.chart}',
      'trait step:job/2 deploys',
    ]);
  });

  it('of variables give symbols', () => {
    expect(
      facts(
        'variables:\n  - name: model.name\n    value: fraud\n  - name: TAG\n    value: $(Build.BuildId)\n  - group: secrets\n',
        'ci/vars.yml',
      ),
    ).toEqual([
      'symbol ci:ci/vars.yml model.name = fraud',
      'symbol env: MODEL_NAME = fraud',
      'symbol ci:ci/vars.yml TAG = $(Build.BuildId)',
    ]);
    expect(facts('variables:\n  MODEL: fraud\n', 'ci/variables.yml')).toEqual([
      'symbol ci:ci/variables.yml MODEL = fraud',
      'symbol env: MODEL = fraud',
    ]);
  });

  it('may be inserted under a condition', () => {
    const text =
      'steps:\n  - ${{ if eq(parameters.x, 1) }}:\n      - script: make a\n  - ${{ if false }}:\n      - script: make b\n';
    expect(facts(text, 'ci/t.yml').filter((line) => line.startsWith('embedded'))).toEqual([
      'embedded step:job/0 shell in . @3: make a',
    ]);
  });
});

describe('tasks', () => {
  it.each<[name: string, yaml: string, facts: string[]]>([
    [
      'an inline script',
      '- task: AzureCLI@2\n  inputs:\n    workingDirectory: ml\n    inlineScript: |\n      az ml job create -f $(FILE)\n',
      ['embedded step:job/0 shell in ml @7: az ml job create -f $(FILE)\n'],
    ],
    ['a script file', '- task: Bash@3\n  inputs: { filePath: ci/run.sh }\n', ['link step:job/0 runs path ci/run.sh']],
    [
      'Python',
      '- task: PythonScript@0\n  inputs: { scriptSource: filePath, scriptPath: train.py }\n',
      ['link step:job/0 runs path train.py'],
    ],
    [
      'inline Python',
      '- task: PythonScript@0\n  inputs:\n    script: import x\n',
      ['embedded step:job/0 python in . @5: import x'],
    ],
    [
      'a task of the catalogue',
      '- task: acme.ext.contrib.RunPipeline@0\n  inputs: { PipelineId: p1 }\n',
      ['component step:job/0 acts triggers workflow-orchestration acme-ml [p1]'],
    ],
    [
      'an image',
      '- task: Docker@2\n  inputs: { repository: r/a, dockerfile: svc/Dockerfile }\n',
      [
        'link step:job/0 builds path svc/Dockerfile',
        'offer step:job/0 image r/a',
        'link step:job/0 publishes-to image r/a',
        'trait step:job/0 builds-package',
      ],
    ],
    [
      'an image that is only built',
      '- task: Docker@2\n  inputs: { command: build, repository: r/a }\n',
      ['link step:job/0 builds path Dockerfile', 'offer step:job/0 image r/a', 'trait step:job/0 builds-package'],
    ],
    [
      'terraform',
      '- task: TerraformTaskV4@4\n  inputs: { command: apply, workingDirectory: infra }\n- task: TerraformTaskV4@4\n  inputs: { command: plan, workingDirectory: infra }\n',
      ['link step:job/0 deploys path infra', 'trait step:job/0 deploys'],
    ],
    [
      'a deployment template',
      '- task: AzureResourceManagerTemplateDeployment@3\n  inputs: { csmFile: $(Build.SourcesDirectory)/arm/a.json }\n',
      ['link step:job/0 deploys path arm/a.json', 'trait step:job/0 deploys'],
    ],
    [
      'a deployment template that is told to create',
      '- task: AzureResourceGroupDeployment@2\n  inputs: { action: Create Or Update Resource Group, csmFile: a.json }\n',
      ['link step:job/0 deploys path a.json', 'trait step:job/0 deploys'],
    ],
    ['what deletes a group', '- task: AzureResourceGroupDeployment@2\n  inputs: { action: DeleteRG }\n', []],
    ['what uninstalls a chart', '- task: HelmDeploy@0\n  inputs: { command: delete, chartPath: charts/a }\n', []],
    ['a person', '- task: ManualValidation@0\n', ['trait step:job/0 approval: ManualValidation']],
    ['tools', '- task: UsePythonVersion@0\n- publish: x\n- download: none\n', []],
  ])('%s', (_, yaml, expected) => expect(steps(yaml)).toEqual(expected));

  it('know variables without regard to case', () => {
    expect(steps('- script: make $(image) $(Build.BuildId) $(pwd)\n', 'variables: { IMAGE: a }\n')).toEqual([
      'embedded step:job/0 shell in . @4: make a $(Build.BuildId) $(pwd)',
    ]);
  });
});
