import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Hugging Face Hub', () => {
  it('is a registry that training pushes to', async () => {
    const { components, relations } = await auditFiles({
      'tune.py': `from transformers import Trainer

trainer = Trainer(model="bert")
trainer.train()
trainer.push_to_hub()
`,
    });
    expect(components).toEqual(['model-registry huggingface-hub', 'training-pipeline transformers tune.py']);
    expect(relations).toEqual([
      'training-pipeline transformers tune.py --registers-in-> model-registry huggingface-hub',
    ]);
  });
});
