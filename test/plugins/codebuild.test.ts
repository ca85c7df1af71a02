import { describe, expect, it } from 'vitest';
import codebuild from '../../src/plugins/codebuild/index.js';
import { extract, show } from './support.js';

const facts = (text: string, path = 'ci/build.yml'): string[] => show(extract(codebuild, path, text));

describe('CodeBuild', () => {
  it('reads phases, whose commands share a shell', () => {
    const text = `version: 0.2
env:
  variables:
    STACK: ml
phases:
  install:
    commands:
      - pip install .
      # comment
      - cd infra
  build:
    commands:
      - |
        aws cloudformation deploy \\
          --template-file t.yml --stack-name $STACK
    finally:
      - echo done
`;
    expect(facts(text)).toEqual([
      'unit workflow workflow (build)',
      'component workflow is ci-cd aws-codebuild [build]',
      'offer workflow workflow build',
      'unit job:install job (install) in workflow',
      'unit step:install/0 step in job:install',
      'embedded step:install/0 shell in . @8: pip install .\n\ncd infra',
      'unit job:build job (build) in workflow',
      'unit step:build/0 step in job:build',
      'embedded step:build/0 shell in infra @14: aws cloudformation deploy \\\n  --template-file t.yml --stack-name ml\n\necho done',
    ]);
  });

  it('starts each command in the root with version 0.1', () => {
    const text = 'version: 0.1\nphases:\n  pre_build: { commands: [cd a] }\n  build: { commands: [make] }\n';
    expect(facts(text).at(-1)).toBe('embedded step:build/0 shell in . @4: make');
  });

  it('reads specifications inside templates', () => {
    const text = 'version: 0.2\nphases:\n  build:\n    commands: [make]\n';
    expect(show(extract(codebuild, 'stack.yaml', text, { unit: 'resource:Build', language: 'yaml' }))).toEqual([
      'unit resource:Build/workflow workflow (Build) in resource:Build',
      'component resource:Build/workflow is ci-cd aws-codebuild [Build]',
      'unit resource:Build/job:build job (build) in resource:Build/workflow',
      'unit resource:Build/step:build/0 step in resource:Build/job:build',
      'embedded resource:Build/step:build/0 shell in . @4: make',
    ]);
  });

  it.each([
    ['without commands', 'version: 0.2\nphases: {}\n', 'empty'],
    ['that only print', 'version: 0.2\nphases:\n  build:\n    commands: [echo a]\n', 'echo-only'],
  ])('only declares builds %s', (_, text, reason) => {
    expect(facts(text)[1]).toBe(`component workflow is ci-cd aws-codebuild [build] declared ${reason}`);
  });

  it.each([
    ['another version', 'version: 2\nphases:\n  build: { commands: [make] }\n# version: 0.2\n'],
    ['no phases', 'version: 0.2\nphases: 3\n'],
    ['other YAML', 'phases: []\n'],
  ])('leaves %s alone', (_, text) => expect(facts(text)).toEqual([]));
});
