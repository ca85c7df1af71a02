import { describe, expect, it } from 'vitest';
import { auditFiles, auditSources } from './support.js';

const TRAIN =
  'from xgboost import XGBClassifier\nmodel = XGBClassifier().fit([[0], [1]], [0, 1])\nmodel.save_model("m.json")\n';

describe('GitLab CI/CD', () => {
  it('runs what jobs of included files are made of', async () => {
    const { components, relations } = await auditFiles({
      '.gitlab-ci.yml': `include: [{ local: /ci/templates.yml }]
stages: [train]
train:
  extends: .train
  variables: { SIZE: big }
`,
      'ci/templates.yml': `.train:
  image: python:3.12
  script: [cd ml, python train.py --size $SIZE]
.unused:
  script: [python old.py]
`,
      'ml/train.py': TRAIN,
      'old.py': 'import lightgbm\nlightgbm.LGBMClassifier().fit([[0]], [0])\n',
    });
    expect(components).toEqual([
      'ci-cd gitlab-ci',
      'source-repository gitlab',
      'training-pipeline lightgbm old.py',
      'training-pipeline xgboost ml/train.py',
    ]);
    expect(relations).toEqual(['ci-cd gitlab-ci --triggers-> training-pipeline xgboost ml/train.py']);
  });

  it('is in force where all its jobs stand in the files that it includes', async () => {
    const files = {
      '.gitlab-ci.yml': 'stages: [test]\ninclude:\n  - local: ci/base.yaml\n  - local: ci/churn.yaml\n',
      'ci/base.yaml': '.train:\n  script:\n    - python train.py\n',
      'ci/churn.yaml':
        '.churn:\n  variables: { PROJECT: churn }\nchurn-train:\n  stage: test\n  extends:\n    - .churn\n    - .train\n',
      'train.py': TRAIN,
    };
    const { components, relations } = await auditFiles(files);
    expect(components).toContain('ci-cd gitlab-ci');
    expect(relations).toEqual(['ci-cd gitlab-ci --triggers-> training-pipeline xgboost train.py']);
    const compose = await auditFiles({
      'web.yaml': 'services:\n  web:\n    extends:\n      file: ./common.yaml\n      service: .web\n',
      '.gitlab-ci.yml': 'stages: [test]\n',
    });
    expect(compose.components).toContain('ci-cd gitlab-ci (declared: empty)');
  });

  it('starts and includes pipelines of other projects', async () => {
    const { relations } = await auditSources({
      training: {
        '.gitlab-ci.yml': `include:
  - project: acme/ci-templates
    file: /jobs/train.yml
deploy:
  trigger: { project: acme/serving, branch: main }
`,
        'train.py': 'print(1)\n',
      },
      'ci-templates': { 'jobs/train.yml': 'train:\n  script: [python -m lib.train]\n', 'lib/train.py': TRAIN },
      serving: { '.gitlab-ci.yml': 'deploy:\n  script: [make deploy]\n' },
    });
    expect(relations).toEqual(['ci-cd gitlab-ci --triggers-> ci-cd gitlab-ci']);
  });

  it('is not in force when hidden jobs are all there is, or all rules say never', async () => {
    const hidden = await auditFiles({ '.gitlab-ci.yml': 'stages: [a]\n.a:\n  script: [make]\n' });
    expect(hidden.components).toEqual(['ci-cd gitlab-ci (declared: empty)', 'source-repository gitlab']);
    const never = await auditFiles({ '.gitlab-ci.yml': 'a:\n  script: [make]\n  rules: [{ when: never }]\n' });
    expect(never.components).toEqual(['ci-cd gitlab-ci (declared: disabled)', 'source-repository gitlab']);
  });

  it('reads a pipeline of another name, which the settings of a project choose, by the pipelines that it starts', async () => {
    const part = 'train:\n  script: [python train.py]\n';
    const files = {
      '.gitlab/pipelines/ci.yml': part,
      'train.py': 'from sklearn.svm import SVC\nSVC().fit([[0]], [0])\n',
    };
    const started = await auditFiles({
      ...files,
      '.gitlab/pipelines/main.yml':
        'stages: [triggers]\nstart:\n  stage: triggers\n  trigger:\n    include:\n      - local: .gitlab/pipelines/ci.yml\n',
    });
    expect(started.components).toContain('ci-cd gitlab-ci');
    expect(started.relations).toContain('ci-cd gitlab-ci --triggers-> training-pipeline scikit-learn train.py');
    const alone = await auditFiles(files);
    expect(alone.components.filter((one) => one.startsWith('ci-cd') && !one.includes('declared'))).toEqual([]);
  });
});
