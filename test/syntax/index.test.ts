import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf, parse, prepare } from '../../src/syntax/index.js';

describe('languageOf', () => {
  it.each([
    ['a/b.yaml', 'yaml'],
    ['.github/workflows/ci.YML', 'yaml'],
    ['environment.yml', 'yaml'],
    ['data/raw.csv.dvc', 'yaml'],
    ['MLproject', 'yaml'],
    ['a.json', 'json'],
    ['a.json5', undefined],
    ['pyproject.toml', 'toml'],
    ['Pipfile', 'toml'],
    ['Pipfile.lock', undefined],
    ['requirements.txt', 'requirements'],
    ['requirements-dev.txt', 'requirements'],
    ['dev-requirements.txt', 'requirements'],
    ['requirements/prod.txt', 'requirements'],
    ['constraints.txt', 'requirements'],
    ['requirements.in', 'requirements'],
    ['requirements.md', undefined],
    ['notes.txt', undefined],
    ['setup.py', 'python'],
    ['nb/train.ipynb', 'python'],
    ['infra/main.tf', 'hcl'],
    ['terragrunt.hcl', 'hcl'],
    ['infra/main.bicep', 'bicep'],
    ['infra/main.bicepparam', 'bicep'],
    ['prod.auto.tfvars', 'hcl'],
    ['Dockerfile', 'dockerfile'],
    ['docker/Dockerfile.gpu', 'dockerfile'],
    ['Dockerfile-gpu', 'dockerfile'],
    ['train.Dockerfile', 'dockerfile'],
    ['Containerfile', 'dockerfile'],
    ['Dockerfile.dockerignore', undefined],
    ['Dockerfile.md', undefined],
    ['run.sh', 'shell'],
    ['lib.bash', 'shell'],
    ['Makefile', 'makefile'],
    ['GNUmakefile', 'makefile'],
    ['build/docker.mk', 'makefile'],
    ['Jenkinsfile', 'groovy'],
    ['ci/Jenkinsfile.train', 'groovy'],
    ['train.jenkinsfile', 'groovy'],
    ['vars/train.groovy', 'groovy'],
    ['Dockerfile.jenkins', 'dockerfile'],
    ['Procfile', 'text'],
    ['setup.cfg', 'text'],
    ['.env', 'text'],
    ['prod.env', 'text'],
    ['.env.local', 'text'],
    ['.dvc/config', 'text'],
    ['dvc.lock', undefined],
    ['README.md', undefined],
    ['a.png', undefined],
    ['yaml', undefined],
    ['', undefined],
  ])('%s', (path, language) => {
    expect(languageOf(path, '')).toBe(language);
  });

  it.each([
    ['bin/run', '#!/bin/sh\n', 'shell'],
    ['bin/run', '#!/usr/bin/env bash\n', 'shell'],
    ['bin/run', '#! /bin/bash -e\n', 'shell'],
    ['bin/run', '#!/usr/bin/env python3\n', undefined],
    ['bin/run', 'echo\n', undefined],
    ['bin/run.pl', '#!/bin/sh\n', undefined],
  ])('%s that begins with %j', (path, text, language) => {
    expect(languageOf(path, text)).toBe(language);
  });
});

describe('parse', () => {
  const texts: Record<(typeof LANGUAGES)[number], string> = {
    yaml: 'a: 1',
    json: '{"a": 1}',
    toml: 'a = 1',
    requirements: 'mlflow',
    python: 'import mlflow',
    typescript: "import * as cdk from 'aws-cdk-lib'",
    hcl: 'a = 1',
    bicep: 'param a string',
    dockerfile: 'FROM a',
    shell: 'echo a',
    makefile: 'a:\n\techo a',
    groovy: 'a',
    sql: 'select 1',
    text: 'a',
  };

  it('refuses a language that was not prepared', () => {
    expect(() => parse('text', 'a', 'Procfile')).toThrow('not prepared');
  });

  it('reads every language after prepare, which may be repeated', async () => {
    await prepare(['text']);
    await Promise.all([prepare(LANGUAGES), prepare(LANGUAGES)]);
    for (const language of LANGUAGES) {
      const document = parse(language, texts[language], `file.${language}`);
      expect(document).toMatchObject({ language, text: texts[language], problems: [] });
      expect(document.locate(0)).toEqual({ line: 1, column: 1, excerpt: texts[language].split('\n')[0] });
    }
  });

  it('reads any text in any language', async () => {
    await prepare(LANGUAGES);
    for (const language of LANGUAGES) {
      for (const text of ['', '\0', '\ud800', '{{', ...Object.values(texts)]) {
        const document = parse(language, text, 'x');
        expect(document.language).toBe(language);
        expect(document.text).toBe(text);
      }
    }
  });
});
