import { describe, expect, it } from 'vitest';
import cloudBuild from '../../src/plugins/cloud-build/index.js';
import { extract, show } from './support.js';

const facts = (text: string, path = 'build/deploy.yaml'): string[] => show(extract(cloudBuild, path, text));
/** The embedded scripts of a build. */
const scripts = (text: string): string[] => facts(text).filter((line) => line.startsWith('embedded'));

describe('Cloud Build', () => {
  it('reads builds under any file name', () => {
    const text = `steps:
  - id: Test
    name: python:3.11
    entrypoint: pytest
    args: ['tests', '-s']
    dir: ml
  - name: gcr.io/cloud-builders/docker
    args: [build, -t, $_IMAGE, .]
    env: ['MODEL=fraud']
  - name: gcr.io/google.com/cloudsdktool/cloud-sdk
    entrypoint: bash
    args:
      - -c
      - |
        gcloud run deploy \${_SERVICE} --image $_IMAGE --set-env-vars M=$$MODEL
substitutions:
  _IMAGE: eu.gcr.io/acme/ml
  _SERVICE: api
images: [$_IMAGE]
`;
    expect(facts(text)).toEqual([
      'unit workflow workflow (deploy)',
      'component workflow is ci-cd google-cloud-build [deploy]',
      'offer workflow workflow deploy.yaml',
      'offer workflow image eu.gcr.io/acme/ml',
      'link workflow publishes-to image eu.gcr.io/acme/ml',
      'unit job:build job (build) in workflow',
      'unit step:build/0 step (Test) in job:build',
      'embedded step:build/0 shell in ml @4: pytest tests -s',
      'unit step:build/1 step in job:build',
      'embedded step:build/1 shell in . @8: docker build -t eu.gcr.io/acme/ml .',
      'unit step:build/2 step in job:build',
      'embedded step:build/2 shell in . @15: gcloud run deploy api --image eu.gcr.io/acme/ml --set-env-vars M=$MODEL\n',
    ]);
  });

  it('reads JSON', () => {
    const text = '{"steps": [{"name": "gcr.io/cloud-builders/npm", "args": ["test"]}]}';
    expect(facts(text, 'b.json').at(-1)).toBe('embedded step:build/0 shell in . @1: npm test');
  });

  it.each<[name: string, step: string, script: string]>([
    ['arguments that are the command', '{ name: "python:3.11", args: [python, train.py] }', 'python train.py'],
    [
      'kaniko',
      '{ name: "gcr.io/kaniko-project/executor:latest", args: [--destination=r/a] }',
      '/kaniko/executor --destination=r/a',
    ],
    ['a community builder', '{ name: gcr.io/$PROJECT_ID/terraform, args: [apply] }', 'terraform apply'],
    ['a script', '{ name: "ubuntu:22.04", script: make all }', 'make all'],
    ['quoting', '{ name: "a/b", args: [echo, "a b"] }', "echo 'a b'"],
  ])('knows %s', (_, step, script) => {
    expect(scripts(`steps:\n  - ${step}\n`)).toEqual([`embedded step:build/0 shell in . @2: ${script}`]);
  });

  it('takes the directory of a clone of the repository for its root', () => {
    const text =
      'steps:\n- name: gcr.io/cloud-builders/git\n  args: [clone, --branch, $_BRANCH, $_REPO_URL]\n- name: a/b\n  entrypoint: python\n  args: [x.py]\n  dir: repo/src\n';
    expect(scripts(text)).toEqual([
      'embedded step:build/0 shell in . @3: git clone --branch $_BRANCH $_REPO_URL',
      'embedded step:build/1 shell in src @5: python x.py',
    ]);
  });

  it.each([
    ['steps of Azure', 'steps:\n  - script: make\n    name: a\n    displayName: x\n'],
    ['steps of another tool', 'steps:\n  - name: build\n    image: x\n'],
    ['names that are no images', 'steps:\n  - name: build\n    script: make\n'],
    ['other keys', 'kind: pipeline\nsteps:\n  - name: a/b\n    args: [x]\n'],
    ['no steps', 'steps: []\nname: x\n'],
  ])('leaves %s alone', (_, text) => expect(facts(text)).toEqual([]));

  it('tells builds that only print', () => {
    expect(facts('steps:\n  - name: ubuntu:22.04\n    args: [echo, hi]\n')[1]).toBe(
      'component workflow is ci-cd google-cloud-build [deploy] declared echo-only',
    );
  });

  it('survives names of object properties', () => {
    expect(scripts('steps:\n  - name: gcr.io/cloud-builders/constructor\n    args: [a]\n')).toEqual([
      'embedded step:build/0 shell in . @3: constructor a',
    ]);
  });
});
