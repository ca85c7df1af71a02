import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('KubeRay', () => {
  it('runs the entry point of a job', async () => {
    const found = await auditFiles({
      'job.yaml': `apiVersion: ray.io/v1
kind: RayJob
metadata: { name: tune }
spec:
  entrypoint: python jobs/tune.py
  runtimeEnvYAML: |
    working_dir: "."
  rayClusterSpec:
    workerGroupSpecs:
      - groupName: gpu
        template: { spec: { containers: [{ name: w, image: "rayproject/ray-ml:2.9.0-gpu", resources: { limits: { nvidia.com/gpu: 1 } } }] } }
`,
      'jobs/tune.py': `from ray import tune
from ray.train.torch import TorchTrainer
import mlflow

def loop(config):
    mlflow.log_metric("loss", 0.1)

tune.Tuner(TorchTrainer(loop)).fit()
`,
    });
    expect(found.components).toEqual([
      'ml-metadata-store mlflow',
      'model-training-infrastructure kuberay tune',
      'model-training-infrastructure ray',
      'training-pipeline ray jobs/tune.py',
    ]);
    expect(found.relations).toEqual([
      'model-training-infrastructure kuberay tune --logs-to-> ml-metadata-store mlflow',
      'model-training-infrastructure kuberay tune --runs-on-> model-training-infrastructure ray',
      'model-training-infrastructure ray --logs-to-> ml-metadata-store mlflow',
      'training-pipeline ray jobs/tune.py --logs-to-> ml-metadata-store mlflow',
      'training-pipeline ray jobs/tune.py --runs-on-> model-training-infrastructure kuberay tune',
      'training-pipeline ray jobs/tune.py --runs-on-> model-training-infrastructure ray',
    ]);
  });

  it('serves the applications that a service names', async () => {
    const found = await auditFiles({
      'serve.yaml': `apiVersion: ray.io/v1
kind: RayService
metadata: { name: fraud }
spec:
  serveConfigV2: |
    applications:
      - name: fraud
        import_path: serving.app:entrypoint
        route_prefix: /
  rayClusterConfig:
    headGroupSpec:
      template: { spec: { containers: [{ name: head, image: "rayproject/ray:2.9.0" }] } }
`,
      'serving/app.py': `import joblib
from ray import serve

@serve.deployment
class Fraud:
    def __init__(self):
        self.model = joblib.load("model.joblib")

    async def __call__(self, request):
        return self.model.predict([await request.json()]).tolist()

entrypoint = Fraud.bind()
`,
    });
    expect(found.components).toEqual(['model-serving kuberay fraud', 'model-serving ray']);
    expect(found.relations).toEqual([]);
  });

  it('is not training for tasks that do not train', async () => {
    const found = await auditFiles({
      'app.py': `import ray

@ray.remote
def square(x):
    return x * x
`,
    });
    expect(found.components).toEqual([]);
    expect(found.relations).toEqual([]);
  });
});
