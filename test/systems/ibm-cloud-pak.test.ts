/** Cloud Pak for Data on a cluster of one's own: the same client with other credentials, `cpdctl`, operators. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const DEPLOY = `from ibm_watson_machine_learning import APIClient

credentials = {"url": "https://cpd.acme.example", "username": "u", "token": "t", "instance_id": "openshift", "version": "4.8"}
client = APIClient(credentials)
client.set.default_space("space")
model = client.repository.store_model(model="model.tar.gz", meta_props={"name": "risk"})
client.deployments.create(model["metadata"]["id"], meta_props={"name": "risk", "online": {}})
`;

describe('Cloud Pak for Data on premises', () => {
  it('stores and deploys through the client', async () => {
    const { components, relations } = await auditFiles({
      'deploy.py': DEPLOY,
      'train.py': `from ibm_watson_machine_learning import APIClient
from sklearn.svm import SVC

model = SVC().fit([[0], [1]], [0, 1])
APIClient({"url": "https://cpd.acme.example", "instance_id": "wml_local", "version": "4.8"}).repository.store_model(model=model)
`,
    });
    expect(components).toEqual([
      'model-registry ibm-watsonx',
      'model-serving ibm-watsonx',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'model-serving ibm-watsonx --loads-from-> model-registry ibm-watsonx',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry ibm-watsonx',
    ]);
  });

  it('is driven by cpdctl from a pipeline of CI', async () => {
    const { components, relations, criteria } = await auditFiles({
      Jenkinsfile: `pipeline {
  agent any
  stages {
    stage('Store') { steps { sh 'cpdctl ml model create --space-id "$SPACE" --file model.tar.gz' } }
    stage('Deploy') { steps { sh 'cpdctl ml deployment create --space-id "$SPACE" --asset @model.json --online "{}"' } }
  }
}
`,
    });
    expect(components).toContain('model-serving ibm-watsonx');
    expect(relations).toEqual([
      'ci-cd jenkins --deploys-> model-serving ibm-watsonx',
      'ci-cd jenkins --registers-in-> model-registry ibm-watsonx',
    ]);
    expect(criteria).toContain('G1.5');
  });

  it('is installed by its operators', async () => {
    const { components } = await auditFiles({
      'cpd/wml.yaml':
        'apiVersion: wml.cpd.ibm.com/v1beta1\nkind: WmlBase\nmetadata: { name: wml-cr, namespace: cpd }\nspec: { version: 4.8.0 }\n',
      'cpd/ws.yaml':
        'apiVersion: ws.cpd.ibm.com/v1beta1\nkind: WS\nmetadata: { name: ws-cr, namespace: cpd }\nspec: { version: 8.0.0 }\n',
      'cpd/openscale.yaml':
        'apiVersion: wos.cpd.ibm.com/v1\nkind: WOService\nmetadata: { name: aiopenscale, namespace: cpd }\nspec: { version: 4.8.0 }\n',
    });
    expect(components).toEqual(expect.arrayContaining(['monitoring ibm-watsonx', 'model-serving ibm-watsonx']));
  });

  it('is not claimed for jobs of any kind, for printed commands and for another client of that name', async () => {
    const { components } = await auditFiles({
      'run.sh':
        'cpdctl job run create --space-id s --job-id j\necho "cpdctl ml deployment create"\n# cpdctl ml model create\n',
      'client.py': 'from acme import Client\n\nClient().deployments.create("shop")\n',
    });
    expect(components.filter((one) => one.includes('ibm-watsonx'))).toEqual([]);
  });
});
