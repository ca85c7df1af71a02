import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Kubeflow Trainer and Katib', () => {
  it('run the program of the image that is built here', async () => {
    const found = await auditFiles({
      Dockerfile: `FROM pytorch/pytorch
COPY train.py finetune.py ./
`,
      'finetune.py': `from transformers import Trainer
Trainer(model=None).train()
`,
      'jobs.yaml': `apiVersion: kubeflow.org/v1
kind: PyTorchJob
metadata: { name: bert, namespace: ml }
spec:
  pytorchReplicaSpecs:
    Worker:
      replicas: 2
      template:
        spec:
          containers: [{ name: pytorch, image: "registry.example/bert:1", command: [torchrun, train.py], resources: { limits: { nvidia.com/gpu: 1 } } }]
---
apiVersion: trainer.kubeflow.org/v1alpha1
kind: TrainJob
metadata: { name: llama }
spec: { runtimeRef: { name: torch-distributed }, trainer: { image: "registry.example/llama:1", command: [python, finetune.py] } }
---
apiVersion: kubeflow.org/v1beta1
kind: Experiment
metadata: { name: tune }
spec:
  objective: { type: maximize, objectiveMetricName: accuracy }
  trialTemplate:
    trialSpec:
      apiVersion: batch/v1
      kind: Job
      spec: { template: { spec: { containers: [{ name: t, image: "registry.example/bert:1", command: [python, train.py, "--lr=\${trialParameters.lr}"] }] } } }
`,
      'train.py': `import torch
loss = torch.tensor(1.0, requires_grad=True)
loss.backward()
torch.save({}, "model.pt")
`,
    });
    expect(found.components).toEqual([
      'model-training-infrastructure katib tune',
      'model-training-infrastructure kubeflow-training-operator bert',
      'model-training-infrastructure kubeflow-training-operator llama',
      'training-pipeline pytorch train.py',
      'training-pipeline transformers finetune.py',
    ]);
    expect(found.relations).toEqual([
      'training-pipeline pytorch train.py --runs-on-> model-training-infrastructure katib tune',
      'training-pipeline pytorch train.py --runs-on-> model-training-infrastructure kubeflow-training-operator bert',
      'training-pipeline transformers finetune.py --runs-on-> model-training-infrastructure kubeflow-training-operator llama',
    ]);
  });
});
