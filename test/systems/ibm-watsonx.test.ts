import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const TRAIN = `from ibm_watson_machine_learning import APIClient
from ibm_aigov_facts_client import AIGovFactsClient
from sklearn.ensemble import RandomForestClassifier

facts = AIGovFactsClient(api_key=KEY, experiment_name="risk", container_type="space", container_id=SPACE)
client = APIClient({"url": URL, "apikey": KEY})
client.set.default_space(SPACE)
model = RandomForestClassifier().fit(x, y)
props = {client.repository.ModelMetaNames.NAME: "risk"}
stored = client.repository.store_model(model=model, meta_props=props)
client.deployments.create(client.repository.get_model_id(stored), meta_props={})
`;
const MONITOR = `from ibm_watson_openscale import APIClient
from ibm_watson_openscale.supporting_classes import Target

class Watcher:
    def __init__(self, authenticator):
        self.wos = APIClient(authenticator=authenticator)

    def watch(self, subscription):
        self.wos.monitor_instances.create(
            monitor_definition_id=self.wos.monitor_definitions.MONITORS.DRIFT.ID,
            target=Target(target_type="subscription", target_id=subscription),
        )

Watcher(auth).watch("s")
`;

describe('IBM watsonx', () => {
  it('trains, stores, deploys and monitors a model', async () => {
    const { components, relations } = await auditFiles({ 'train.py': TRAIN, 'monitor.py': MONITOR });
    expect(components).toEqual([
      'ml-metadata-store ibm-watsonx',
      'model-registry ibm-watsonx',
      'model-serving ibm-watsonx',
      'monitoring ibm-watsonx',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'model-serving ibm-watsonx --loads-from-> model-registry ibm-watsonx',
      'monitoring ibm-watsonx --monitors-> model-serving ibm-watsonx',
      'training-pipeline scikit-learn train.py --deploys-> model-serving ibm-watsonx',
      // What is deployed is an asset of the repository.
      'training-pipeline scikit-learn train.py --loads-from-> model-registry ibm-watsonx',
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store ibm-watsonx',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry ibm-watsonx',
    ]);
  });

  it('is driven from a pipeline of another system, with AutoAI and the newer client', async () => {
    const { components, relations } = await auditFiles({
      '.github/workflows/train.yml':
        'on:\n  schedule:\n    - cron: "0 2 * * 0"\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python autoai.py\n      - run: cpdctl ml deployment create --space-id "$SPACE" --asset @model.json --online "{}" --name risk\n',
      'autoai.py': `from ibm_watsonx_ai.experiment import AutoAI

experiment = AutoAI(credentials, space_id="s")
optimizer = experiment.optimizer(name="risk", prediction_type=AutoAI.PredictionType.BINARY, prediction_column="y")
optimizer.fit(training_data_references=[ref])
`,
    });
    expect(components).toEqual([
      'ci-cd github-actions',
      'model-serving ibm-watsonx',
      'model-training-infrastructure ibm-watsonx',
      'scheduler github-actions',
      'source-repository github',
      'training-pipeline ibm-watsonx autoai.py',
    ]);
    expect(relations).toEqual([
      'ci-cd github-actions --deploys-> model-serving ibm-watsonx',
      'ci-cd github-actions --triggers-> model-training-infrastructure ibm-watsonx',
      'ci-cd github-actions --triggers-> training-pipeline ibm-watsonx autoai.py',
      'scheduler github-actions --triggers-> ci-cd github-actions',
      'scheduler github-actions --triggers-> training-pipeline ibm-watsonx autoai.py',
      'training-pipeline ibm-watsonx autoai.py --runs-on-> model-training-infrastructure ibm-watsonx',
    ]);
  });

  it('is not claimed for language models that are only asked, or for other clients with methods of these names', async () => {
    const { components } = await auditFiles({
      'chat.py': `from ibm_watsonx_ai import APIClient, Credentials
from ibm_watsonx_ai.foundation_models import ModelInference

model = ModelInference(model_id="ibm/granite", api_client=APIClient(Credentials(url=URL)))
print(model.chat(messages=[]))
`,
      'other.py': 'client.deployments.create("a")\nclient.training.run()\n',
    });
    expect(components).toEqual([]);
  });
});
