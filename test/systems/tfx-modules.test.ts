import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const MODULE = `import tensorflow as tf
from google.cloud import aiplatform
from tfx.components.trainer.fn_args_utils import FnArgs

def run_fn(args: FnArgs):
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.fit([[1]], [1])
    aiplatform.log_metrics({"loss": 1})
`;
const FILES: Files = {
  'churn/pipeline.py': `from tfx import v1 as tfx

def build(module_file, connection=None):
    gen = tfx.components.CsvExampleGen(input_base="data")
    trainer = tfx.components.Trainer(module_file=module_file, examples=gen.outputs["examples"])
    return tfx.dsl.Pipeline(
        pipeline_name="churn", pipeline_root="root", components=[gen, trainer], metadata_connection_config=connection
    )
`,
  'churn/trainer.py': MODULE,
};
const TRAINS = 'workflow-orchestration tfx churn --orchestrates-> training-pipeline tensorflow churn/trainer.py';

describe('TFX modules', () => {
  it('are found by the function that the component looks for, and metadata by its connection', async () => {
    const { relations } = await auditFiles(FILES);
    expect(relations).toContain(TRAINS);
    expect(relations).toContain('workflow-orchestration tfx churn --logs-to-> ml-metadata-store ml-metadata');
    expect(relations).toContain('workflow-orchestration tfx churn --logs-to-> ml-metadata-store vertex-ai');
  });

  it('are not guessed among several that stand equally near', async () => {
    const files: Files = {
      'churn/pipeline.py': FILES['churn/pipeline.py'] ?? '',
      'a/trainer.py': MODULE,
      'b/trainer.py': MODULE,
    };
    const { relations } = await auditFiles(files);
    expect(relations.filter((name) => name.includes('tensorflow') && name.includes('orchestrates'))).toEqual([]);
    expect((await auditFiles({ ...files, ...FILES })).relations).toContain(TRAINS);
  });

  it('keep no metadata without a connection', async () => {
    const pipeline = (FILES['churn/pipeline.py'] ?? '').replace('config=connection', 'config=None');
    const { components } = await auditFiles({ ...FILES, 'churn/pipeline.py': pipeline });
    expect(components).not.toContain('ml-metadata-store ml-metadata');
  });
});
