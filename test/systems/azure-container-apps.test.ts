/** Jobs of Container Apps with what starts them: their own schedule, and workflows of Logic Apps that alerts and recurrences start. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const files = {
  'train.py': `import joblib
from sklearn.linear_model import LogisticRegression

model = LogisticRegression().fit(X, y)
joblib.dump(model, "model.joblib")
`,
  Dockerfile: 'FROM python:3.12\nCOPY train.py .\nCMD ["python", "train.py"]\n',
  'build.sh': 'docker build --tag acme.azurecr.io/trainer:1 .\n',
};
const JOB = (more = ''): string => `resource "azurerm_container_app_job" "train" {
  name = "train"
  ${more}
  template {
    container {
      name  = "train"
      image = "acme.azurecr.io/trainer:1"
    }
  }
}
`;
const WORKFLOW = (
  uri = 'https://management.azure.com${azurerm_container_app_job.train.id}/start',
): string => `resource "azurerm_logic_app_workflow" "train" {
  name = "retrain"
}
resource "azurerm_logic_app_action_custom" "start" {
  name         = "start"
  logic_app_id = azurerm_logic_app_workflow.train.id
  body         = jsonencode({ type = "Http", inputs = { method = "POST", uri = "${uri}" } })
}
`;
const RECURRENCE = `resource "azurerm_logic_app_trigger_recurrence" "nightly" {
  name         = "nightly"
  logic_app_id = azurerm_logic_app_workflow.train.id
  frequency    = "Day"
  interval     = 1
}
`;
const GROUP = `resource "azurerm_monitor_action_group" "retrain" {
  name       = "retrain"
  short_name = "retrain"
  logic_app_receiver {
    name         = "retrain"
    resource_id  = azurerm_logic_app_workflow.train.id
    callback_url = "https://example.org"
  }
}
`;
const ALERTS: [string, string][] = [
  ['metric_alert', 'action { action_group_id = azurerm_monitor_action_group.retrain.id }'],
  ['activity_log_alert', 'action { action_group_id = azurerm_monitor_action_group.retrain.id }'],
  ['scheduled_query_rules_alert', 'action { action_group = [azurerm_monitor_action_group.retrain.id] }'],
  ['scheduled_query_rules_alert_v2', 'action { action_groups = [azurerm_monitor_action_group.retrain.id] }'],
];
const alert = (type: string, action: string): string =>
  `resource "azurerm_monitor_${type}" "drift" {\n  name = "drift"\n  ${action}\n}\n`;
const [, , , [TYPE, ACTION]] = ALERTS as [unknown, unknown, unknown, [string, string]];
const started = (relations: readonly string[]): string[] =>
  relations.filter((relation) => /^(?:monitoring|scheduler|infrastructure azure-logic-apps) /.test(relation));

describe('Container Apps', () => {
  it('are led back to by an alert that asks a workflow to start the training', async () => {
    const { relations } = await auditFiles({
      ...files,
      'jobs.tf': JOB() + WORKFLOW(),
      'monitoring.tf': alert(TYPE, ACTION) + GROUP,
    });
    expect(started(relations)).toEqual([
      'infrastructure azure-logic-apps retrain --triggers-> infrastructure azure-container-apps train',
      'infrastructure azure-logic-apps retrain --triggers-> model-training-infrastructure azure-container-apps',
      'monitoring azure-monitor --alerts-> infrastructure azure-logic-apps retrain',
      'monitoring azure-monitor --feeds-back-to-> model-training-infrastructure azure-container-apps',
    ]);
  });

  it.each(ALERTS)('are led back to by azurerm_monitor_%s', async (type, action) => {
    const { relations } = await auditFiles({ ...files, 'main.tf': JOB() + WORKFLOW() + alert(type, action) + GROUP });
    expect(relations).toContain(
      'monitoring azure-monitor --feeds-back-to-> model-training-infrastructure azure-container-apps',
    );
  });

  it.each([
    ['an action group of people', alert(TYPE, ACTION) + GROUP.replace(/resource_id.+/, ''), WORKFLOW()],
    ['an alert without an action', alert(TYPE, '') + GROUP, WORKFLOW()],
    ['a workflow that calls something else', alert(TYPE, ACTION) + GROUP, WORKFLOW('https://example.org')],
  ])('are not led back to by %s', async (_, monitoring, workflow) => {
    const { relations } = await auditFiles({ ...files, 'main.tf': JOB() + workflow + monitoring });
    expect(relations.filter((relation) => relation.includes('feeds-back-to'))).toEqual([]);
  });

  it.each([
    ['a recurrence of the workflow', JOB() + WORKFLOW() + RECURRENCE],
    ['a schedule of its own', JOB('schedule_trigger_config {\n    cron_expression = "0 3 * * *"\n  }')],
  ])('train by %s', async (_, definitions) => {
    const { relations } = await auditFiles({ ...files, 'main.tf': definitions });
    expect(relations).toContain('scheduler azure-container-apps --triggers-> training-pipeline scikit-learn train.py');
  });

  it.each([
    ['a job', 'az containerapp job update --name train --image acme.azurecr.io/trainer:1', true],
    ['a job that is new', 'az containerapp job create --name train --image acme.azurecr.io/trainer:1', true],
    ['nothing', 'az containerapp job show --name train', false],
  ])('get %s from CI', async (_, command, delivers) => {
    const { relations } = await auditFiles({
      ...files,
      'main.tf': JOB(),
      '.github/workflows/cd.yml': `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${command}\n`,
    });
    expect(relations.includes('ci-cd github-actions --deploys-> infrastructure azure-container-apps train')).toBe(
      delivers,
    );
  });
});
