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

const COMPONENTS = `import tensorflow_model_analysis as tfma
from tfx.components import CsvExampleGen, Evaluator, Pusher, Trainer

def init_components(rows):
    gen = CsvExampleGen(input_base=rows)
    trainer = Trainer(run_fn="trainer.run_fn", examples=gen.outputs["examples"])
    config = tfma.EvalConfig(metrics_specs=[tfma.MetricsSpec(thresholds={"auc": tfma.MetricThreshold(value_threshold=tfma.GenericValueThreshold())})])
    evaluator = Evaluator(model=trainer.outputs["model"], eval_config=config)
    pusher = Pusher(model=trainer.outputs["model"], model_blessing=evaluator.outputs["blessing"], push_destination="serving")
    return (gen, trainer, evaluator, pusher)
`;
const PIPELINE = `from components import init_components
from tfx.orchestration import pipeline
from tfx.orchestration.beam.beam_dag_runner import BeamDagRunner

def init_pipeline(components, root):
    return pipeline.Pipeline(pipeline_name="churn", pipeline_root=root, components=components)

if __name__ == "__main__":
    components = init_components("data")
    pipeline = init_pipeline(components, "root")
    BeamDagRunner().run(pipeline)
`;

describe('TFX components that a pipeline takes as a parameter', () => {
  const criteria = async (files: Files): Promise<string[]> =>
    (await auditFiles(files)).criteria.filter((id) => ['G1.1', 'G1.5', 'G1.8'].includes(id));

  it('are trained, judged and released by the pipeline', async () => {
    expect(await criteria({ 'components.py': COMPONENTS, 'pipeline.py': PIPELINE })).toEqual(['G1.1', 'G1.5', 'G1.8']);
  });

  it('judge nothing where the pusher takes no blessing, and release nothing without a pusher', async () => {
    const unblessed = COMPONENTS.replace('model_blessing=evaluator.outputs["blessing"], ', '');
    expect(await criteria({ 'components.py': unblessed, 'pipeline.py': PIPELINE })).toEqual(['G1.1', 'G1.5']);
    const kept = COMPONENTS.replace(/ {4}pusher = .*\n/, '').replace(', pusher)', ')');
    expect(await criteria({ 'components.py': kept, 'pipeline.py': PIPELINE })).toEqual(['G1.1']);
  });

  it('are judged where the pusher gets its arguments together', async () => {
    const together = COMPONENTS.replace(
      /pusher = Pusher\((.*)\)\n/,
      'given = {"model": trainer.outputs["model"], "model_blessing": evaluator.outputs["blessing"]}\n    pusher = Pusher(**given)\n',
    );
    expect(await criteria({ 'components.py': together, 'pipeline.py': PIPELINE })).toEqual(['G1.1', 'G1.5', 'G1.8']);
  });

  it('are of no pipeline that gets its components otherwise', async () => {
    const other = PIPELINE.replace('components=components', 'components=load()');
    expect(await criteria({ 'components.py': COMPONENTS, 'pipeline.py': other })).not.toContain('G1.5');
  });
});
