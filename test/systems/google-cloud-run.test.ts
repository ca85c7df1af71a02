/** Cloud Run with what starts its jobs: schedules, and alerts by way of Pub/Sub, Eventarc and Workflows. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import joblib
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit(X, y)
joblib.dump(model, "model.joblib")
`;
const API = `import joblib
from fastapi import FastAPI

app = FastAPI()
model = joblib.load("model.joblib")

@app.post("/predict")
def predict(row: dict):
    return model.predict(row)
`;
const DOCKERFILE = `FROM python:3.12 AS base
FROM base AS serving
COPY api.py .
CMD ["uvicorn", "api:app"]
FROM base AS trainer
COPY train.py .
CMD ["python", "train.py"]
`;
const JOB = (name: string, more = ''): string => `resource "google_cloud_run_v2_job" "${name}" {
  name     = "churn-${name}"
  location = "europe-west1"
  template {
    template {
      containers {
        image = "europe-west1-docker.pkg.dev/acme/churn/trainer:1"
        ${more}
      }
    }
  }
}
`;
const ALERT = `resource "google_monitoring_alert_policy" "drift" {
  display_name          = "drift"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.retrain.id]
}
resource "google_monitoring_notification_channel" "retrain" {
  type   = "pubsub"
  labels = { topic = google_pubsub_topic.drift.id }
}
resource "google_pubsub_topic" "drift" { name = "drift" }
resource "google_eventarc_trigger" "drift" {
  name     = "drift"
  location = "europe-west1"
  matching_criteria {
    attribute = "type"
    value     = "google.cloud.pubsub.topic.v1.messagePublished"
  }
  transport {
    pubsub { topic = google_pubsub_topic.drift.id }
  }
  destination { workflow = google_workflows_workflow.retrain.id }
}
`;
const WORKFLOW = (call: string): string => `resource "google_workflows_workflow" "retrain" {
  name            = "retrain"
  source_contents = <<-EOT
    main:
      steps:
        - start:
            ${call}
  EOT
}
`;
const STARTS = WORKFLOW(
  'call: googleapis.run.v2.projects.locations.jobs.run\n            args: { name: "${google_cloud_run_v2_job.train.id}" }',
);

const CI = (steps: string): string => `on: push
jobs:
  deploy:
    runs-on: ubuntu-24.04
    env:
      IMAGES: \${{ vars.REGION }}-docker.pkg.dev/\${{ vars.PROJECT }}/churn
    steps:
      - uses: actions/checkout@v7
      - run: docker build --target trainer --tag "$IMAGES/trainer:1" .
      - run: docker build --target serving --tag "$IMAGES/serving:1" .
${steps}`;

const files = { 'train.py': TRAIN, 'api.py': API, Dockerfile: DOCKERFILE };

describe('Cloud Run', () => {
  it('is led back to by an alert that starts a job of training', async () => {
    const { relations } = await auditFiles({ ...files, 'main.tf': JOB('train') + ALERT + STARTS });
    expect(relations.filter((relation) => /^(?:monitoring|event-bus|workflow-orchestration) /.test(relation))).toEqual([
      'event-bus eventarc drift --triggers-> infrastructure google-cloud-run churn-train',
      'event-bus eventarc drift --triggers-> workflow-orchestration google-cloud-workflows retrain',
      'event-bus google-pubsub drift --triggers-> event-bus eventarc drift',
      'event-bus google-pubsub drift --triggers-> workflow-orchestration google-cloud-workflows retrain',
      'monitoring google-cloud-monitoring --alerts-> event-bus eventarc drift',
      'monitoring google-cloud-monitoring --alerts-> event-bus google-pubsub drift',
      'monitoring google-cloud-monitoring --feeds-back-to-> workflow-orchestration google-cloud-workflows retrain',
      'workflow-orchestration google-cloud-workflows retrain --triggers-> infrastructure google-cloud-run churn-train',
    ]);
  });

  it.each([
    ['a channel that is a mail address', ALERT.replace('google_pubsub_topic.drift.id }', '"x" }')],
    ['a trigger of another topic', ALERT.replace('pubsub { topic = google_pubsub_topic.drift.id }', '')],
  ])('is not led back to by %s', async (_, alert) => {
    const { relations } = await auditFiles({ ...files, 'main.tf': JOB('train') + alert + STARTS });
    expect(relations.filter((relation) => relation.includes('feeds-back-to'))).toEqual([]);
  });

  it('is not started by a workflow that only names another resource', async () => {
    const { relations } = await auditFiles({
      'main.tf': `${WORKFLOW('assign: [{ topic: "${google_pubsub_topic.drift.id}" }]')}resource "google_pubsub_topic" "drift" { name = "drift" }\n`,
    });
    expect(relations).toEqual([]);
  });

  it('gets from CI the stage that the image is built from', async () => {
    const { relations } = await auditFiles({
      ...files,
      '.github/workflows/cd.yml': CI(
        '      - run: gcloud run jobs update churn-train --image "$IMAGES/trainer:1"\n      - run: gcloud run services update churn --image "$IMAGES/serving:1"\n',
      ),
    });
    expect(relations.filter((relation) => /deploys|builds/.test(relation))).toEqual([
      'ci-cd github-actions --builds-> model-serving fastapi',
      'ci-cd github-actions --builds-> training-pipeline scikit-learn train.py',
      'ci-cd github-actions --deploys-> infrastructure google-cloud-run',
      'ci-cd github-actions --deploys-> model-serving fastapi',
    ]);
  });

  it('runs the command of the job, not that of the image', async () => {
    const { relations, components } = await auditFiles({
      ...files,
      'report.py': 'print(1)\n',
      'main.tf': JOB('report', 'command = ["python", "report.py"]'),
      '.github/workflows/cd.yml': CI(''),
    });
    expect(components).not.toContain('model-training-infrastructure google-cloud-run churn-report');
    expect(relations.filter((relation) => relation.startsWith('infrastructure'))).toEqual([]);
  });
});
