/**
 * Declared dependencies and commands of Python projects: requirements files, conda environments, `pyproject.toml`, Pipfile,
 * `setup.cfg`, `setup.py`.
 */
import { posix } from 'node:path';
import type { Fact } from '../../facts/types.js';
import type { Document, Language } from '../../syntax/types.js';
import { factsForSignal } from '../signals.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { condaDependencies } from './conda.js';
import { pipfileDependencies, projectDependencies, projectScripts } from './pyproject.js';
import { setupCfg, setupPy } from './setup.js';

/** A dependency by its normalised name. */
export interface Dependency {
  name: string;
  offset: number;
}

/** A command that installing the package makes: its name and the function that it calls (`pkg.mod:main`). */
export interface Script {
  name: string;
  target: string;
  offset: number;
}

export interface Packaging {
  dependencies: Dependency[];
  scripts: Script[];
}

const plugin: Plugin = {
  id: 'python-packaging',
  title: 'Python packaging',
  documentation: 'https://packaging.python.org/en/latest/specifications/',
  reads:
    'Declared dependencies and commands of requirements files, pyproject.toml, setup.py, setup.cfg, Pipfile and conda environments.',
  languages: ['requirements', 'yaml', 'toml', 'text', 'python'] satisfies Language[],
  accepts: (file, text) => readerFor(file, text) !== undefined,
  extract(document: Document, context: ExtractContext): Fact[] {
    const { dependencies, scripts } = readerFor(context.file, document.text)?.(document) ?? NOTHING;
    return [
      ...dependencies.flatMap(({ name, offset }) =>
        factsForSignal(
          context.catalogue,
          { kind: 'dependency', name, value: () => undefined },
          '',
          document.locate(offset),
        ),
      ),
      ...scripts.flatMap((script) => scriptFacts(script, document)),
    ];
  },
};

export default plugin;

const NOTHING: Packaging = { dependencies: [], scripts: [] };

type Reader = (document: Document) => Packaging;

/** How a file is read; undefined when it declares no dependencies. */
function readerFor({ logicalPath }: FileInfo, text: string): Reader | undefined {
  const base = posix.basename(logicalPath).toLowerCase();
  if (base === 'pyproject.toml')
    return toml((document) => ({ dependencies: projectDependencies(document), scripts: projectScripts(document) }));
  if (base === 'pipfile') return toml((document) => ({ dependencies: pipfileDependencies(document), scripts: [] }));
  if (base === 'setup.cfg') return (document) => (document.language === 'text' ? setupCfg(document.text) : NOTHING);
  if (base === 'setup.py') return (document) => (document.language === 'python' ? setupPy(document) : NOTHING);
  if (/\.(?:txt|in)$/.test(base)) return requirements;
  return /\.ya?ml$/.test(base) && /^dependencies\s*:/m.test(text) ? conda : undefined;
}

function toml(read: (document: Extract<Document, { language: 'yaml' | 'json' | 'toml' }>) => Packaging): Reader {
  return (document) => (document.language === 'toml' ? read(document) : NOTHING);
}

function requirements(document: Document): Packaging {
  return document.language === 'requirements' ? { dependencies: document.requirements, scripts: [] } : NOTHING;
}

function conda(document: Document): Packaging {
  return document.language === 'yaml' ? { dependencies: condaDependencies(document), scripts: [] } : NOTHING;
}

/** A command is a target that shells run by name; it calls a function. */
function scriptFacts({ name, target, offset }: Script, document: Document): Fact[] {
  const unit = `target:${name}`;
  const at = document.locate(offset);
  const callee = target
    .replace(/\s*\[.*$/, '')
    .trim()
    .replace(':', '.');
  if (!/^[A-Za-z_][\w.]*$/.test(callee)) return [];
  const to = target.includes(':')
    ? { kind: 'python-name' as const, value: callee }
    : { kind: 'python-module' as const, value: callee };
  return [
    { fact: 'unit', unit, kind: 'target', name, at },
    { fact: 'offer', unit, identifier: { kind: 'target', value: `script:${name}` }, at },
    { fact: 'link', unit, link: target.includes(':') ? 'calls' : 'runs', to, kind: 'config', at },
    // The function is called in its module, which is loaded for that.
    ...(target.includes(':')
      ? [
          {
            fact: 'link' as const,
            unit,
            link: 'imports' as const,
            to: { kind: 'python-module' as const, value: target.replace(/:.*$/s, '').trim() },
            kind: 'config' as const,
            at,
          },
        ]
      : []),
  ];
}
