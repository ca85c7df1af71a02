/** A CronJob that is started by its name: by a program over the API, and by kubectl. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const CRON_JOB = `apiVersion: batch/v1
kind: CronJob
metadata: { name: train }
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          containers: [{ name: train, image: 'acme/train:1.0', command: [dvc, repro] }]
`;
const DVC = 'stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n';
const TRAIN = 'from sklearn.linear_model import LogisticRegression\n\nLogisticRegression().fit([[1], [2]], [0, 1])\n';
const PIPELINE = { 'k8s/train.yaml': CRON_JOB, 'k8s/dvc.yaml': DVC, 'k8s/train.py': TRAIN };

const triggers = async (files: Record<string, string>): Promise<string[]> =>
  (await auditFiles({ ...PIPELINE, ...files })).relations.filter((relation) => relation.includes('--triggers-> '));
const BY_SCHEDULE = [
  'model-training-infrastructure kubernetes --triggers-> workflow-orchestration dvc k8s',
  'scheduler kubernetes --triggers-> workflow-orchestration dvc k8s',
];

describe('a CronJob', () => {
  it('is started by the service that an alert tells', async () => {
    const found = await triggers({
      'k8s/alertmanager.yml':
        'route: { receiver: retrain }\nreceivers:\n  - name: retrain\n    webhook_configs: [{ url: "http://retrain:8000/alerts" }]\n',
      'k8s/retrain.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: retrain }\nspec: { selector: { app: retrain } }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: retrain }\nspec:\n  template:\n    metadata: { labels: { app: retrain } }\n    spec:\n      containers: [{ name: retrain, image: "acme/retrain:1.0", command: [python, retrain.py] }]\n',
      'k8s/retrain.py':
        'from kubernetes import client\n\n\ndef start():\n    batch = client.BatchV1Api()\n    template = batch.read_namespaced_cron_job("train", "ml").spec.job_template\n    batch.create_namespaced_job("ml", client.V1Job(spec=template.spec))\n\n\nstart()\n',
    });
    expect(found).toContain('monitoring alertmanager --triggers-> workflow-orchestration dvc k8s');
  });

  it('is started by kubectl, and another one is not', async () => {
    const workflow = (name: string): string =>
      `on: workflow_dispatch\njobs:\n  train:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kubectl create job now --from=cronjob/${name}\n`;
    const started = 'ci-cd github-actions --triggers-> workflow-orchestration dvc k8s';
    expect(await triggers({ '.github/workflows/a.yml': workflow('train') })).toContain(started);
    expect(await triggers({ '.github/workflows/a.yml': workflow('other') })).toEqual(BY_SCHEDULE);
  });
});
