import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('TorchServe', () => {
  it('serves an archive with a handler', async () => {
    const found = await auditFiles({
      Dockerfile: `FROM pytorch/torchserve:0.9.0-cpu
COPY model-store /home/model-server/model-store
CMD ["torchserve", "--start", "--model-store", "model-store", "--models", "fraud=fraud.mar"]
`,
      Makefile: `archive:
	torch-model-archiver --model-name fraud --version 1.0 --serialized-file model.pt --handler handler.py --export-path model-store
`,
      'handler.py': `from ts.torch_handler.base_handler import BaseHandler

class FraudHandler(BaseHandler):
    def preprocess(self, data):
        return data
`,
    });
    expect(found.components).toEqual(['model-serving torchserve']);
    expect(found.relations).toEqual([]);
  });
});
