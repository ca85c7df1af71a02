/** The shell in Makefiles, workflows and images that were made, held to shellcheck. */
import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { FORGES } from '../../src/scaffold/index.js';
import { filesOf, project, put, scaffold, scaffoldKnowledge } from './support.js';
import { hasTool } from '../tools.js';

const hasShellcheck = hasTool('shellcheck');
if (!hasShellcheck) process.stderr.write('Shell that was made is not checked: shellcheck is not on this machine.\n');

/** Each line of a recipe, with those that continue it, is a script of its own; Make puts in its variables before. */
function recipes(makefile: string): string[] {
  return makefile
    .replace(/\\\n\t?/g, '\\\n')
    .split(/(?<!\\)\n/)
    .filter((line) => line.startsWith('\t'))
    .map((line) =>
      line
        .replace(/^\t[@-]?/, '')
        .replace(/(?<!\$)\$[({]\w+(?::[\w.=%-]*)?[)}]/g, 'value')
        .replaceAll('$$', '$'),
    );
}

/** `run` of GitHub, `script` and `before_script` of GitLab, `script` and `bash` of Azure Pipelines. */
function steps(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(steps);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (!/^(?:run|script|before_script|bash)$/.test(key)) return steps(inner);
    const lines = Array.isArray(inner) ? inner.map(String).join('\n') : inner;
    // They stop at the first command that fails; Azure puts its variables in before.
    return typeof lines === 'string' ? [`set -e\n${lines.replace(/\$\(([\w.]+)\)/g, 'value')}`] : [];
  });
}

function scriptsOf(files: readonly (readonly [string, string])[]): string[] {
  return files.flatMap(([path, text]) => {
    if (path.endsWith('Makefile')) return recipes(text).map((line) => `#!/bin/sh\n${line}\n`);
    if (/(?:^\.github\/workflows\/.*|^\.gitlab-ci|^azure-pipelines)\.ya?ml$/.test(path))
      return steps(parse(text)).map((script) => `#!/bin/bash\n${script}\n`);
    if (path.endsWith('Dockerfile'))
      return [...text.matchAll(/^RUN ((?:.*\\\n)*.*)$/gm)].map((found) => `#!/bin/sh\n${found[1] ?? ''}\n`);
    return path.endsWith('.sh') ? [text] : [];
  });
}

/** @returns what is wrong, a line each */
function check(scripts: readonly string[]): string[] {
  const directory = project();
  scripts.forEach((script, at) => put(directory, `${at}.sh`, script));
  const names = scripts.map((_script, at) => `${at}.sh`);
  const { stdout } = spawnSync('shellcheck', ['--format=gcc', ...names], { cwd: directory, encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}

describe.skipIf(!hasShellcheck)('shell', () => {
  it.each(scaffoldKnowledge.targets)('on $title is clean', async ({ id }) => {
    const scripts = new Set<string>();
    for (const forge of FORGES) {
      const root = project();
      await scaffold(root, { all: true, given: { target: id, forge } });
      scriptsOf(filesOf(root)).forEach((script) => scripts.add(script));
    }
    expect(scripts.size).toBeGreaterThan(10);
    expect(check([...scripts])).toEqual([]);
  });

  it('that is not clean is found, wherever it stands', () => {
    const files = [
      ['mlops/Makefile', 'up:\n\t@cat $(FILE) | grep $$x\n'],
      ['.github/workflows/a.yml', 'jobs: { a: { steps: [{ run: "rm $FILE" }] } }\n'],
      ['.gitlab-ci.yml', 'a: { script: ["echo $x"] }\n'],
      ['azure-pipelines.yml', 'steps: [{ script: "echo $y" }]\n'],
      ['Dockerfile', 'FROM a\nRUN cd x && \\\n  rm $y\n'],
    ] as const;
    const scripts = scriptsOf(files);
    expect(scripts.length).toBe(files.length);
    expect(new Set(check(scripts).map((line) => line.split(':')[0])).size).toBe(files.length);
  });
});

it('of a recipe is what the shell sees', () => {
  expect(recipes('A := 1\nx:\n\t@echo $(A) \\\n\t  $$HOME\n\t-rm ${A}\n')).toEqual([
    'echo value \\\n  $HOME',
    'rm value',
  ]);
});
