/**
 * Command lines of workflow engines and ML platforms: which file or pipeline they run or deploy. Which components
 * they stand for is in the catalogue.
 */
import type { CommandRule } from './rules.js';

export const ENGINE_RULES: readonly CommandRule[] = [
  { command: 'airflow dags trigger', effects: [{ link: 'triggers', to: 'pipeline', position: 0 }] },
  { command: 'airflow trigger_dag', effects: [{ link: 'triggers', to: 'pipeline', position: 0 }] },
  { command: 'astro deploy', effects: [{ link: 'deploys', to: 'path', default: '.' }] },

  { command: 'argo submit', effects: [{ link: 'runs', to: 'path', position: 0, rest: true }] },
  {
    command: 'argo cron|template|cluster-template create|update',
    effects: [{ link: 'deploys', to: 'path', position: 0, rest: true }],
  },
  { command: 'argo submit --from', effects: [{ link: 'triggers', to: 'pipeline', keys: ['--from'] }] },
  { command: 'tkn pipeline start', effects: [{ link: 'triggers', to: 'pipeline', position: 0 }] },

  { command: 'kfp pipeline create|upload', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'kfp run create|submit', effects: [{ link: 'runs', to: 'path', keys: ['--package-file', '-f'] }] },
  { command: 'kfp dsl compile', effects: [{ link: 'runs', to: 'path', keys: ['--py'] }] },
  { command: 'dsl-compile|dsl-compile-v2', effects: [{ link: 'runs', to: 'path', keys: ['--py'] }] },

  {
    command: 'prefect deploy',
    effects: [{ link: 'deploys', to: 'path', keys: ['--prefect-file'], default: 'prefect.yaml' }],
  },
  { command: 'prefect deployment build|create', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'prefect deployment run', effects: [{ link: 'triggers', to: 'pipeline', position: 0 }] },
  {
    command: 'dagster job|asset launch|execute|materialize|backfill',
    effects: [
      { link: 'runs', to: 'path', keys: ['-f', '--python-file'] },
      { link: 'runs', to: 'python-module', keys: ['-m', '--module-name'] },
    ],
  },
  { command: 'dagster dev', effects: [{ link: 'runs', to: 'path', keys: ['-f', '--python-file'] }] },
  { command: 'flyte|pyflyte|union run', effects: [{ link: 'runs', to: 'path', position: 0 }] },
  {
    command: 'pyflyte|union register|serialize|package',
    unless: ['--dry-run'],
    effects: [{ link: 'deploys', to: 'path', position: 0, rest: true, default: '.' }],
  },
  { command: 'flyte deploy', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  {
    command: 'kedro run',
    effects: [{ link: 'runs', to: 'pipeline', keys: ['--pipeline', '-p', '--pipelines'], default: '__default__' }],
  },
  {
    command: 'luigi',
    effects: [
      { link: 'runs', to: 'python-module', keys: ['--module'] },
      { link: 'runs', to: 'pipeline', position: 0 },
    ],
  },
  {
    command: 'ploomber build',
    effects: [{ link: 'runs', to: 'path', keys: ['--entry-point', '-e'], default: 'pipeline.yaml' }],
  },
  {
    command: 'pachctl create|update pipeline',
    effects: [{ link: 'deploys', to: 'path', keys: ['--file', '-f'] }],
  },
  { command: 'snakemake', effects: [{ link: 'runs', to: 'path', keys: ['-s', '--snakefile'], default: 'Snakefile' }] },

  { command: 'dvc repro', effects: [{ link: 'runs', to: 'path', default: 'dvc.yaml' }] },
  { command: 'dvc exp run', effects: [{ link: 'runs', to: 'path', default: 'dvc.yaml' }] },
  { command: 'cml runner launch', effects: [{ link: 'runs-on', to: 'cluster', keys: ['--name'] }] },

  { command: 'az ml job create', effects: [{ link: 'runs', to: 'path', keys: ['--file', '-f'] }] },
  { command: 'az ml pipeline run', effects: [{ link: 'runs', to: 'path', keys: ['--path', '-y'] }] },
  {
    command:
      'az ml online-endpoint|online-deployment|batch-endpoint|batch-deployment|schedule|model-package|compute|feature-store create|update',
    effects: [{ link: 'deploys', to: 'path', keys: ['--file', '-f'] }],
  },
  {
    command: 'az ml environment|data|component|datastore|model create|update',
    effects: [{ link: 'includes', to: 'path', keys: ['--file', '-f'] }],
  },
  { command: 'az ml batch-endpoint invoke', effects: [{ link: 'triggers', to: 'endpoint', keys: ['--name', '-n'] }] },
  {
    command: 'az ml model deploy',
    effects: [
      { link: 'deploys', to: 'path', keys: ['--ic', '--inference-config-file'] },
      { link: 'deploys', to: 'path', keys: ['--dc', '--deploy-config-file'] },
    ],
  },

  { command: 'databricks bundle deploy', effects: [{ link: 'deploys', to: 'path', default: 'databricks.yml' }] },
  {
    command: 'databricks bundle run',
    effects: [
      { link: 'triggers', to: 'pipeline', position: 0 },
      // A run in the target for tests is a test of the pipeline.
      {
        link: 'validates',
        to: 'pipeline',
        position: 0,
        when: { keys: ['-t', '--target'], matches: /^(?:ci|\w*test)$/i },
      },
    ],
  },
  {
    command: 'databricks jobs|clusters create|reset|edit',
    effects: [
      { link: 'deploys', to: 'path', keys: ['--json-file'] },
      // `--json @job.json`; other text is the job itself.
      { link: 'deploys', to: 'path', keys: ['--json'], when: { keys: ['--json'], matches: /^@/ } },
    ],
  },
  { command: 'databricks jobs run-now', effects: [{ link: 'triggers', to: 'pipeline', keys: ['--job-name'] }] },
  {
    command: 'dbx deploy',
    effects: [
      { link: 'deploys', to: 'pipeline', keys: ['--jobs', '--workflows', '--job'], position: 0, divider: ',' },
      {
        link: 'deploys',
        to: 'path',
        keys: ['--deployment-file'],
        default: 'conf/deployment.yml',
        when: { keys: ['--jobs', '--workflows', '--job'], position: 0, absent: true },
      },
    ],
  },
  { command: 'dbx launch|execute', effects: [{ link: 'triggers', to: 'pipeline', keys: ['--job'], position: 0 }] },

  {
    command: 'anyscale service|services deploy|rollout',
    effects: [{ link: 'deploys', to: 'path', keys: ['--service-config-file', '--config-file', '-f'] }],
  },
  {
    command: 'anyscale job|jobs submit',
    effects: [{ link: 'runs', to: 'path', keys: ['--config-file', '-f'], position: 0 }],
  },
  { command: 'serve deploy', effects: [{ link: 'deploys', to: 'path', position: 0 }] },
  { command: 'sky launch|jobs', effects: [{ link: 'runs', to: 'path', position: 0 }] },
  { command: 'poetry|uv|flit|hatch|pdm build', effects: [{ link: 'builds', to: 'path', default: 'pyproject.toml' }] },
  {
    command: 'bentoml build',
    effects: [
      { link: 'builds', to: 'path', keys: ['--bentofile', '-f'], default: 'bentofile.yaml' },
      { trait: 'builds-package' },
    ],
  },
  { command: 'bentoml deploy', effects: [{ link: 'deploys', to: 'path', keys: ['-f'], default: 'bentofile.yaml' }] },
  { command: 'feast apply', effects: [{ link: 'deploys', to: 'path', keys: ['-c', '--chdir'], default: '.' }] },
  {
    command: 'zenml pipeline run|build',
    effects: [{ link: 'triggers', to: 'python-name', position: 0 }],
  },
  { command: 'mlrun project', effects: [{ link: 'runs', to: 'path', position: 0, default: '.' }] },
];
