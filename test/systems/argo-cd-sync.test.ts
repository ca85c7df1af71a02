import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const files = (command: string): Files => ({
  Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('Build') { steps { sh 'docker build -t acme/churn:latest . && docker push acme/churn:latest' } }
    stage('Sync') { steps { sh '${command}' } }
  }
}
`,
  Dockerfile: 'FROM python:3.12\nCOPY . .\nCMD ["python", "app.py"]\n',
  'app.py': 'import joblib\nfrom flask import Flask\napp = Flask(__name__)\nmodel = joblib.load("m.joblib")\n',
});

describe('An application of Argo CD that is defined elsewhere', () => {
  it('is what CI deploys, where it builds one service that answers with a model', async () => {
    const { relations, criteria } = await auditFiles(files('argocd app sync churn'));
    expect(relations).toContain('ci-cd jenkins --deploys-> model-serving flask');
    expect(criteria).toContain('G1.5');
  });

  it('is not deployed by a command that only looks', async () => {
    const { relations } = await auditFiles(files('argocd app get churn'));
    expect(relations).not.toContain('ci-cd jenkins --deploys-> model-serving flask');
  });
});
