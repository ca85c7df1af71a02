import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Weights & Biases', () => {
  it('is tracked to, and a registry once an artifact is linked', async () => {
    const { components, relations } = await auditFiles({
      'train.py': `import wandb
from sklearn.svm import SVC

run = wandb.init(project="churn")
SVC().fit([[0], [1]], [0, 1])
artifact = wandb.Artifact("churn", type="model")
run.log_artifact(artifact)
run.link_artifact(artifact, "model-registry/churn")
`,
    });
    expect(components).toEqual([
      'ml-metadata-store weights-and-biases',
      'model-registry weights-and-biases',
      'training-pipeline scikit-learn train.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline scikit-learn train.py --logs-to-> ml-metadata-store weights-and-biases',
      'training-pipeline scikit-learn train.py --registers-in-> model-registry weights-and-biases',
    ]);
  });

  it('is named by a trainer of Transformers', async () => {
    const { components, relations } = await auditFiles({
      'tune.py': `from transformers import Trainer, TrainingArguments

Trainer(model="m", args=TrainingArguments("out", report_to=["wandb", "tensorboard"])).train()
`,
    });
    expect(components).toEqual([
      'ml-metadata-store tensorboard',
      'ml-metadata-store weights-and-biases',
      'training-pipeline transformers tune.py',
    ]);
    expect(relations).toEqual([
      'training-pipeline transformers tune.py --logs-to-> ml-metadata-store tensorboard',
      'training-pipeline transformers tune.py --logs-to-> ml-metadata-store weights-and-biases',
    ]);
  });

  it('is not claimed for a requirement alone', async () => {
    const { components, relations } = await auditFiles({
      'requirements.txt': `wandb==0.16
`,
    });
    expect(components).toEqual(['ml-metadata-store weights-and-biases (declared: dependency-only)']);
    expect(relations).toEqual([]);
  });
});
