/**
 * Cloud command lines beside deployment: object storage, clusters, builds, starting pipelines.
 * Sources: the command references of the AWS CLI, Google Cloud CLI, gsutil and Azure CLI.
 */
import type { Effect } from '../effects.js';
import type { CommandRule } from './rules.js';

/** Copies: what stands first is read, what stands last is written; only object storage URLs name a bucket. */
const COPY: Effect[] = [
  { link: 'reads-from', to: 'bucket', position: 0 },
  { link: 'writes-to', to: 'bucket', position: 1 },
  // MWAA, Cloud Composer and workers that synchronise read their DAGs from a folder of that name.
  { link: 'deploys', to: 'path', position: 0, when: { position: 1, matches: /^(?:s3|gs):\/\/.*\/dags(?:\/|$)/ } },
];

const BUILD: Effect[] = [
  { link: 'builds', to: 'path', keys: ['--config', '--file', '-f'] },
  { offer: 'image', keys: ['--tag', '-t', '--image'] },
  { link: 'publishes-to', to: 'image', keys: ['--tag', '-t', '--image'] },
  { trait: 'builds-package' },
];

export const CLOUD_RULES: readonly CommandRule[] = [
  { command: 'aws s3 cp|sync|mv', unless: ['--dryrun'], effects: COPY },
  { command: 'gsutil cp|rsync|mv', effects: COPY },
  { command: 'gcloud storage cp|rsync|mv', effects: COPY },
  { command: 'azcopy copy|sync', effects: COPY },

  { command: 'aws eks update-kubeconfig', effects: [{ link: 'runs-on', to: 'cluster', keys: ['--name'] }] },
  { command: 'gcloud container clusters get-credentials', effects: [{ link: 'runs-on', to: 'cluster', position: 0 }] },
  { command: 'az aks get-credentials', effects: [{ link: 'runs-on', to: 'cluster', keys: ['--name', '-n'] }] },
  { command: 'doctl kubernetes cluster kubeconfig save', effects: [{ link: 'runs-on', to: 'cluster', position: 0 }] },

  {
    command: 'gcloud builds submit',
    effects: [
      { link: 'runs', to: 'path', keys: ['--config'] },
      { link: 'builds', to: 'path', position: 0, default: '.', when: { keys: ['--tag', '-t'], matches: /./ } },
      ...BUILD.slice(1),
    ],
  },
  {
    command: 'az acr build',
    effects: [{ link: 'builds', to: 'path', keys: ['--file', '-f'], default: 'Dockerfile' }, ...BUILD.slice(1)],
  },
  { command: 'aws codebuild start-build', effects: [{ link: 'triggers', to: 'workflow', keys: ['--project-name'] }] },
  {
    command: 'aws codepipeline start-pipeline-execution',
    effects: [{ link: 'triggers', to: 'workflow', keys: ['--name'] }],
  },
  { command: 'gcloud builds triggers run', effects: [{ link: 'triggers', to: 'workflow', position: 0 }] },
  { command: 'az pipelines run', effects: [{ link: 'triggers', to: 'workflow', keys: ['--name'] }] },

  {
    command: 'aws sagemaker start-pipeline-execution',
    effects: [{ link: 'triggers', to: 'pipeline', keys: ['--pipeline-name'] }],
  },
  {
    command: 'aws stepfunctions start-execution',
    effects: [{ link: 'triggers', to: 'pipeline', keys: ['--state-machine-arn'] }],
  },
  { command: 'aws glue start-job-run', effects: [{ link: 'triggers', to: 'pipeline', keys: ['--job-name'] }] },
  {
    command: 'aws events put-rule',
    effects: [{ offer: 'schedule', keys: ['--name'] }],
  },
  { command: 'gcloud workflows run|execute', effects: [{ link: 'triggers', to: 'pipeline', position: 0 }] },
  { command: 'gcloud workflows deploy', effects: [{ link: 'deploys', to: 'path', keys: ['--source'] }] },
  { command: 'gcloud scheduler jobs run', effects: [{ link: 'triggers', to: 'schedule', position: 0 }] },
  { command: 'gcloud pubsub topics publish', effects: [{ link: 'triggers', to: 'topic', position: 0 }] },
  { command: 'gcloud ai custom-jobs create', effects: [{ link: 'runs', to: 'path', keys: ['--config'] }] },
  { command: 'gcloud dataproc jobs submit pyspark', effects: [{ link: 'runs', to: 'path', position: 0 }] },
  {
    command: 'gcloud composer environments storage dags import',
    effects: [{ link: 'deploys', to: 'path', keys: ['--source'] }],
  },
];
