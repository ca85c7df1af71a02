import { describe, expect, it } from 'vitest';
import plugin from '../../src/plugins/ray/index.js';
import { extract, show } from './support.js';

describe('configurations of Ray Serve and Anyscale', () => {
  it.each<[name: string, text: string, facts: string[]]>([
    ['one application', 'import_path: app.serve:main\n', ['link - runs python-module app.serve']],
    [
      'a list of applications',
      'applications:\n  - name: a\n    import_path: a.serve:app\n  - name: b\n    import_path: b:app\n',
      ['link - runs python-module a.serve', 'link - runs python-module b'],
    ],
    [
      'a service of Anyscale',
      'name: churn\nray_serve_config:\n  import_path: deploy.churn:entrypoint\n',
      ['link - runs python-module deploy.churn'],
    ],
    [
      'a job of Anyscale',
      'name: train\ncompute_config: small\nentrypoint: bash jobs/train.sh\n',
      ['embedded - shell in . @3: bash jobs/train.sh'],
    ],
    [
      'a job with a directory of its own',
      'name: train\nworking_dir: ml\nentrypoint: |\n  python a.py\n',
      ['embedded - shell in ml @4: python a.py\n'],
    ],
    ['a path that names no application', 'import_path: ./app.py\n', []],
    ['the entrypoint of something else', 'name: x\nentrypoint: python a.py\n', []],
    ['broken', 'entrypoint: [\ncompute_config', []],
  ])('%s', (_, text, facts) => expect(show(extract(plugin, 'deploy/x.yaml', text))).toEqual(facts));
});
