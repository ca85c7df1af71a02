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

  it('of Databricks bundles hold what a project will have', async () => {
    const folder = 'template/{{.input_root_dir}}/{{template `project_name` .}}';
    const { components, relations } = await auditFiles({
      'databricks_template_schema.json': '{"properties": {"input_root_dir": {"type": "string", "default": "churn"}}}',
      [`${folder}/databricks.yml.tmpl`]: `bundle:
  name: {{template \`project_name\` .}}
include:
  - ./resources/*.yml
targets:
  dev: { default: true }
`,
      [`${folder}/resources/training.yml.tmpl`]: `resources:
  jobs:
    train_job:
      name: \${bundle.target}-{{ .input_project_name }}-train
      schedule: { quartz_cron_expression: "0 0 9 * * ?", timezone_id: UTC }
      tasks:
        - task_key: Train
          notebook_task: { notebook_path: ../training/Train.py }
`,
      [`${folder}/resources/monitoring.yml.tmpl`]: `resources:
  quality_monitors:
    predictions:
      table_name: prod.churn.predictions
      assets_dir: /Shared/monitoring
      output_schema_name: prod.churn
      inference_log: { model_id_col: m, prediction_col: p, timestamp_col: t, problem_type: PROBLEM_TYPE_CLASSIFICATION }
`,
      [`${folder}/training/Train.py.tmpl`]: `# Databricks notebook source
import mlflow
from sklearn.linear_model import Ridge

model = Ridge().fit([[0], [1]], [0, 1])
mlflow.register_model("runs:/{{ .input_run }}/model", "churn")
`,
    });
    expect(components).toEqual([
      'ml-metadata-store mlflow (declared: import-only)',
      'model-registry mlflow',
      'monitoring databricks',
      'scheduler databricks',
      `training-pipeline scikit-learn ${folder}/training/Train.py.tmpl`,
      'workflow-orchestration databricks {{ .input_project_name }}-train',
    ]);
    expect(relations).toEqual([
      'scheduler databricks --triggers-> training-pipeline scikit-learn template/{{.input_root_dir}}/{{template `project_name` .}}/training/Train.py.tmpl',
      'scheduler databricks --triggers-> workflow-orchestration databricks {{ .input_project_name }}-train',
      'training-pipeline scikit-learn template/{{.input_root_dir}}/{{template `project_name` .}}/training/Train.py.tmpl --registers-in-> model-registry mlflow',
      'workflow-orchestration databricks {{ .input_project_name }}-train --orchestrates-> training-pipeline scikit-learn template/{{.input_root_dir}}/{{template `project_name` .}}/training/Train.py.tmpl',
      'workflow-orchestration databricks {{ .input_project_name }}-train --registers-in-> model-registry mlflow',
    ]);
  });
});
