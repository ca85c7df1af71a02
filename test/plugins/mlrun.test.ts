import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/mlrun/index.js';
import { extract, show } from './support.js';

const lines = (text: string, path = 'project.py'): string[] => show(extract(plugin, path, text));

describe('functions of a project', () => {
  const cases: [string, string, string[]][] = [
    [
      'scripts, functions of the hub, serving',
      'import mlrun\nproject = mlrun.get_or_create_project("churn")\nproject.set_function("src/prepare.py", name="prepare", handler="run", kind="job", image="acme/ml")\nproject.set_function("hub://auto_trainer", "train")\nproject.set_function("hub://auto_trainer", "evaluate")\nproject.set_function("hub://v2_model_server", "serve", kind="serving")\nproject.set_function(f"db://{project.name}/x", name="x")\n',
      [
        'unit function:prepare resource (prepare)',
        'offer function:prepare pipeline mlrun-function:prepare',
        'link function:prepare runs path src/prepare.py',
        'link function:prepare calls python-name src.prepare.run',
        'component function:prepare acts runs-on model-training-infrastructure mlrun',
        'link function:prepare built-from image acme/ml',
        'unit function:train resource (train)',
        'offer function:train pipeline mlrun-function:train',
        'trait function:train trains-model: hub://auto_trainer',
        'unit function:evaluate resource (evaluate)',
        'offer function:evaluate pipeline mlrun-function:evaluate',
        'trait function:evaluate evaluates-model: hub://auto_trainer',
        'unit function:serve resource (serve)',
        'offer function:serve pipeline mlrun-function:serve',
        'component function:serve is model-serving mlrun [serve]',
      ],
    ],
    [
      'wrappers: only calls that say what they set',
      'import mlrun\ndef _set_function(project, func, name, kind):\n    project.set_function(func=func, name=name, kind=kind)\ndef setup(project):\n    _set_function(project=project, func="hub://describe", name="describe", kind="job")\n',
      [
        'unit function:describe resource (describe) in def:_set_function',
        'offer function:describe pipeline mlrun-function:describe',
        'trait function:describe reads-data: hub://describe',
        'component function:describe acts runs-on model-training-infrastructure mlrun',
      ],
    ],
    ['no MLRun', 'project.set_function("a.py", "a")\n# mlrun\n', []],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));

  it('calls the set-up of a project by convention', () => {
    expect(lines('import mlrun\ndef setup(project):\n    return project\n', 'project_setup.py')).toEqual([
      'unit def:setup function entry',
    ]);
  });
});

describe('workflows', () => {
  const cases: [string, string, string[]][] = [
    [
      'runs are tasks of the pipeline function',
      'import mlrun\nfrom kfp import dsl\n@dsl.pipeline(name="Churn")\ndef flow():\n    project = mlrun.get_current_project()\n    fn = project.get_function("train")\n    t = project.run_function(fn, name="fit", handler="train")\n    mlrun.run_function("evaluate")\n    mlrun.run_function("hub://batch_inference", name="score")\n',
      [
        'unit task:fit task (fit) in dag:Churn',
        'trait task:fit trains-model: train',
        'link task:fit runs pipeline mlrun-function:train',
        'unit task:evaluate task (evaluate) in dag:Churn',
        'link task:evaluate runs pipeline mlrun-function:evaluate',
        'unit task:score task (score) in dag:Churn',
        'trait task:score loads-model: hub://batch_inference',
        'trait task:score predicts: hub://batch_inference',
        'trait task:score batch-job: hub://batch_inference',
      ],
    ],
    [
      'runs outside a pipeline',
      'import mlrun\ndef go(project):\n    project.run_function("train")\n',
      ['unit task:train task (train) in def:go', 'link task:train runs pipeline mlrun-function:train'],
    ],
    [
      'a schedule',
      'import mlrun\nproject = mlrun.load_project("p")\nproject.run("main", schedule="0 3 * * *")\nproject.run("other")\n',
      ['trait - runs-on-schedule: 0 3 * * *', 'link - triggers pipeline main'],
    ],
  ];
  it.each(cases)('%s', (_, code, expected) => expect(lines(code)).toEqual(expected));
});
