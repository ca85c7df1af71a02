import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `import joblib
from sklearn.ensemble import RandomForestClassifier

model = RandomForestClassifier().fit([[0], [1]], [0, 1])
joblib.dump(model, "model.joblib")
`;

const WORKFLOW = `on: { push: { branches: [main] } }
jobs:
  train:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: python train.py
`;

const TRAINED_BY_CI = ['ci-cd github-actions', 'source-repository github', 'training-pipeline scikit-learn train.py'];

describe('Slack', () => {
  it('is told by a step of GitHub Actions', async () => {
    const { components, tools, relations } = await auditFiles({
      '.github/workflows/t.yml': `${WORKFLOW}      - uses: slackapi/slack-github-action@v2
        if: failure()
        with:
          webhook: \${{ secrets.SLACK_WEBHOOK_URL }}
          webhook-type: incoming-webhook
          payload: '{"text": "training failed"}'
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual(TRAINED_BY_CI);
    expect(tools).toEqual(['ci-cd slack']);
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py']);
  });

  it('is told by a call of its webhook', async () => {
    const { components, tools, relations } = await auditFiles({
      '.github/workflows/t.yml': `${WORKFLOW}      - run: |
          curl -X POST -H 'Content-type: application/json' --data '{"text":"done"}' https://hooks.slack.com/services/T0/B0/x
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual(TRAINED_BY_CI);
    expect(tools).toEqual(['ci-cd slack']);
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py']);
  });

  it('is told by a job of GitLab CI', async () => {
    const { components, tools, relations } = await auditFiles({
      '.gitlab-ci.yml': `stages: [train, notify]
train:
  stage: train
  image: python:3.12
  script: [python train.py]
notify:
  stage: notify
  image: curlimages/curl
  script:
    - 'curl -X POST -H "Content-type: application/json" --data "{\\"text\\": \\"done\\"}" "$SLACK_WEBHOOK_URL"'
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'source-repository gitlab',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(tools).toEqual(['ci-cd slack']);
    expect(relations).toEqual(['ci-cd gitlab-ci --triggers-> training-pipeline scikit-learn train.py']);
  });

  it('is not claimed for imports, variables, comments and what is printed', async () => {
    const { components, tools, relations } = await auditFiles({
      'a.py': `import slack_sdk
SLACK_CHANNEL = "#ml"
`,
      'requirements.txt': `slack-sdk
py-trello
`,
      '.github/workflows/t.yml': `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      # - uses: slackapi/slack-github-action@v2
      - run: echo "curl https://hooks.slack.com/services/x"
`,
    });
    expect(components).toEqual(['ci-cd github-actions (declared: echo-only)', 'source-repository github']);
    expect(tools).toEqual([]);
    expect(relations).toEqual([]);
  });
});

describe('Microsoft Teams and e-mail', () => {
  it('are told by steps of GitHub Actions', async () => {
    const { components, tools, relations } = await auditFiles({
      '.github/workflows/t.yml': `${WORKFLOW}      - uses: dawidd6/action-send-mail@v3
        with: { server_address: smtp.example.com, to: ml@example.com, subject: done, from: ci, body: done }
      - uses: toko-bifrost/ms-teams-deploy-card@master
        with: { github-token: x, webhook-uri: y }
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual(TRAINED_BY_CI);
    expect(tools).toEqual(['ci-cd email-notifications', 'ci-cd microsoft-teams']);
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py']);
  });

  it('are told after the stages of Jenkins', async () => {
    const { components, tools, relations } = await auditFiles({
      Jenkinsfile: `pipeline {
  agent any
  stages { stage('Train') { steps { sh 'python train.py' } } }
  post {
    failure { slackSend channel: '#ml', color: 'danger', message: "failed" }
    always { emailext to: 'ml@example.com', subject: 'train', body: 'done' }
    success { office365ConnectorSend webhookUrl: 'https://example.webhook.office.com/x', message: 'ok' }
  }
}
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual(['ci-cd jenkins', 'training-pipeline scikit-learn train.py']);
    expect(tools).toEqual(['ci-cd email-notifications', 'ci-cd microsoft-teams', 'ci-cd slack']);
    expect(relations).toEqual(['ci-cd jenkins --triggers-> training-pipeline scikit-learn train.py']);
  });

  it('are told by tasks of Airflow', async () => {
    const { components, tools, relations } = await auditFiles({
      'dags/t.py': `from datetime import datetime
from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.email import EmailOperator
from airflow.providers.slack.operators.slack_webhook import SlackWebhookOperator

with DAG("churn", schedule="@daily", start_date=datetime(2024, 1, 1)) as dag:
    train = BashOperator(task_id="train", bash_command="python train.py")
    tell = SlackWebhookOperator(task_id="tell", slack_webhook_conn_id="slack", message="done")
    mail = EmailOperator(task_id="mail", to="ml@example.com", subject="done", html_content="x")
    train >> [tell, mail]
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual([
      'scheduler airflow',
      'training-pipeline scikit-learn train.py',
      'workflow-orchestration airflow churn',
    ]);
    expect(tools).toEqual(['workflow-orchestration email-notifications', 'workflow-orchestration slack']);
    expect(relations).toEqual([
      'scheduler airflow --triggers-> training-pipeline scikit-learn train.py',
      'scheduler airflow --triggers-> workflow-orchestration airflow churn',
      'workflow-orchestration airflow churn --orchestrates-> training-pipeline scikit-learn train.py',
    ]);
  });
});

describe('Trello', () => {
  it('gets cards from CI', async () => {
    const { components, tools, relations } = await auditFiles({
      '.github/workflows/t.yml': `${WORKFLOW}      - run: |
          curl -X POST "https://api.trello.com/1/cards?idList=$LIST&key=$KEY&token=$TOKEN&name=train"
`,
      'train.py': TRAIN,
    });
    expect(components).toEqual(TRAINED_BY_CI);
    expect(tools).toEqual(['ci-cd trello']);
    expect(relations).toEqual(['ci-cd github-actions --triggers-> training-pipeline scikit-learn train.py']);
  });
});
