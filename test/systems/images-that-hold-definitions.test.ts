/** The image of an engine into which a whole repository is copied does not run the stack that the repository defines. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const STACK: Files = {
  'docker-compose.yml': `services:
  airflow:
    build: { context: ., dockerfile: Dockerfile.airflow }
    command: scheduler
  consumer:
    build: consumer
`,
  'Dockerfile.airflow': 'FROM apache/airflow:2.10.2\nCOPY . .\n',
  'consumer/Dockerfile': 'FROM python:3.12\nCOPY . .\nCMD ["python", "consumer.py"]\n',
  'consumer/consumer.py':
    'from kafka import KafkaConsumer\n\nfor row in KafkaConsumer("rows", bootstrap_servers="kafka:9092"):\n    print(row)\n',
};

describe('the image of an engine that holds the definition of a stack', () => {
  it('does not do what the other services do', async () => {
    const { components, relations } = await auditFiles(STACK);
    expect(components).toContain('workflow-orchestration airflow');
    expect(relations.filter((one) => one.startsWith('workflow-orchestration airflow'))).toEqual([]);
  });

  it('is told from one that starts a program of its own', async () => {
    const { relations } = await auditFiles({
      ...STACK,
      'Dockerfile.airflow': 'FROM python:3.12\nCOPY . .\nCMD ["python", "train.py"]\n',
      'train.py': 'import mlflow\nfrom sklearn.svm import SVC\nSVC().fit([[1]], [1])\nmlflow.log_metric("rmse", 1)\n',
    });
    expect(relations).toContain('training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store mlflow');
  });
});
