import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Project templates', () => {
  it('of cookiecutter hold what a project will have', async () => {
    const { components, relations } = await auditFiles({
      'cookiecutter.json': '{"project_slug": "churn"}',
      '{{cookiecutter.project_slug}}/.github/workflows/ci.yml': `on: push
jobs:
  t:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
      - run: python src/train.py
`,
      '{{cookiecutter.project_slug}}/src/train.py': `import mlflow
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit([[0], [1]], [0, 1])
mlflow.log_metric("a", 1)
`,
      'hooks/post_gen_project.py': `import os
os.rename("a", "b")
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'ml-metadata-store mlflow',
      'training-pipeline scikit-learn {{cookiecutter.project_slug}}/src/train.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --logs-to-> ml-metadata-store mlflow',
      'ci-cd github-actions --triggers-> training-pipeline scikit-learn {{cookiecutter.project_slug}}/src/train.py',
      'training-pipeline scikit-learn {{cookiecutter.project_slug}}/src/train.py --logs-to-> ml-metadata-store mlflow',
    ]);
  });

  it('of Helm hold what their values enable', async () => {
    const { components, relations } = await auditFiles({
      'chart/Chart.yaml': `apiVersion: v2
name: serve
version: 0.1.0
`,
      'chart/values.yaml': `image: { repository: acme/churn-api, tag: "1" }
serving: { enabled: true }
monitor: { enabled: false }
`,
      'chart/templates/isvc.yaml': `{{- if .Values.serving.enabled }}
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: {{ .Release.Name }}-churn
spec:
  predictor:
    containers:
      - name: main
        image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
{{- end }}
`,
      'chart/templates/sm.yaml': `{{- if .Values.monitor.enabled }}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  name: churn
spec: { selector: { matchLabels: { app: churn } }, endpoints: [{ port: http }] }
{{- end }}
`,
    });
    expect(components).toEqual([
      'model-serving kserve release-name-churn',
      'monitoring prometheus (declared: disabled)',
    ]);
    expect(relations).toEqual([]);
  });
});
