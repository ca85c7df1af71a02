import { describe, expect, it } from 'vitest';
import dvc from '../../src/plugins/dvc/index.js';
import { extract, show } from './support.js';

const facts = (path: string, text: string): string[] => show(extract(dvc, path, text));

describe('dvc.yaml', () => {
  it('is a DAG of stages', () => {
    const text = `stages:
  prepare:
    cmd:
      - python src/prepare.py
      - python src/check.py
    deps: [data/raw.csv, src/prepare.py]
    outs:
      - data/prepared
  train:
    wdir: sub
    desc: Trains the model
    cmd: python train.py
    deps: [../data/prepared]
    outs:
      - model.pkl: { cache: false }
    metrics:
      - metrics.json: { cache: false }
  old:
    frozen: true
    cmd: python old.py
  each:
    foreach: [a, b]
    do:
      cmd: python each.py \${item}
      outs:
        - out/\${item}
`;
    expect(facts('ml/dvc.yaml', text)).toEqual([
      'unit dag dag (ml)',
      'component dag is workflow-orchestration dvc [ml]',
      'unit task:prepare task (prepare) in dag',
      'embedded task:prepare shell in ml @4: python src/prepare.py\npython src/check.py',
      'link task:prepare reads-from path ml/data/raw.csv',
      'link task:prepare writes-to path ml/data/prepared',
      'offer task:prepare path ml/data/prepared',
      'unit task:train task (train) in dag',
      'embedded task:train shell in ml/sub @12: python train.py',
      'link task:train reads-from path ml/data/prepared',
      'link task:train writes-to path ml/sub/model.pkl',
      'offer task:train path ml/sub/model.pkl',
      'link task:train writes-to path ml/sub/metrics.json',
      'offer task:train path ml/sub/metrics.json',
      'component task:train acts logs-to ml-metadata-store dvc',
      'unit task:old task (old) in dag off disabled',
      'embedded task:old shell in ml @20: python old.py',
      'unit task:each task (each) in dag',
      'embedded task:each shell in ml @24: python each.py ${item}',
    ]);
  });

  it('tracks metrics, and names models', () => {
    const text =
      'metrics: [eval/metrics.json]\nartifacts:\n  fraud: { path: m.pkl, type: model }\n  data: { path: d, type: dataset }\n';
    expect(facts('dvc.yaml', text)).toEqual([
      'component - acts logs-to ml-metadata-store dvc',
      'component - is model-registry dvc [fraud] declared reference-only',
    ]);
  });

  it('registers the model that a stage writes', () => {
    const text = `stages:
  train: { wdir: out, cmd: python train.py, outs: [m.pkl] }
artifacts:
  fraud: { path: out/m.pkl, type: model }
  other: { path: ../m.pkl, type: model }
`;
    expect(facts('ml/dvc.yaml', text).filter((fact) => fact.includes('model-registry'))).toEqual([
      'component task:train acts registers-in model-registry dvc [fraud]',
      'component - is model-registry dvc [other] declared reference-only',
    ]);
  });

  it.each(['', 'stages: {}\n', 'stages: 3\n'])('says nothing: %j', (text) =>
    expect(facts('dvc.yaml', text)).toEqual([]),
  );
});

describe('*.dvc', () => {
  it('versions a file', () => {
    expect(facts('data/raw.csv.dvc', 'outs:\n- md5: abc\n  path: raw.csv\n')).toEqual([
      'component - is data-versioning dvc',
      'offer - path data/raw.csv',
    ]);
    expect(facts('dvc/a.dvc', 'wdir: ../models\nouts:\n- path: a.pkl\n')[1]).toBe('offer - path models/a.pkl');
  });

  it.each(['', 'outs: []\n', 'outs:\n- path: ../../x\n'])('says nothing: %j', (text) =>
    expect(facts('a.dvc', text)).toEqual([]),
  );
});

describe('.dvc/config', () => {
  it('names remotes', () => {
    const text =
      '[core]\n    remote = main\n[\'remote "main"\']\n    url = s3://bucket/data\n    region = eu\n[\'remote "old"\']\n    url = gdrive://1\n';
    expect(facts('.dvc/config', text)).toEqual([
      'component - is data-versioning dvc',
      'link - writes-to bucket bucket',
      'component - is data-versioning dvc declared reference-only',
    ]);
    expect(extract(dvc, '.dvc/config', text)[0]).toMatchObject({ at: { line: 4, excerpt: 'url = s3://bucket/data' } });
  });

  it.each(['', '[core]\n    analytics = false\n', '[\'remote "a"\']\n'])('says nothing: %j', (text) =>
    expect(facts('.dvc/config', text)).toEqual([]),
  );
});
