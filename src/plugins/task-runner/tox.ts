/** tox: environments of `tox.ini` and `setup.cfg`. Format: https://tox.wiki/en/latest/config.html */
import type { TextDocument } from '../../syntax/types.js';
import type { ScriptPart } from '../shared/ci/script.js';
import type { Task } from './index.js';

const SECTION = /^\[([^\]]+)\]\s*$/;
const SETTING = /^([\w.-]+)\s*=\s*(.*)$/;
/** `{[testenv:lint]commands}`: the commands of another environment. */
const OTHER = /^\{\[testenv(?::([^\]]+))?\]commands(?:_pre|_post)?\}$/;
/** `py311: pytest`, `lint,docs: …`: a command only for some environments. */
const FACTOR = /^[\w!{},.-]+:\s+(?=\S)/;
/** Longest list of environments that braces may unfold to. */
const MOST_ENVIRONMENTS = 100;

interface Environment {
  commands: ScriptPart[];
  needs: string[];
  directory?: string;
  offset: number;
}

/** An environment is a task; `tox` alone (the name `''`) runs those of `envlist`. */
export function environments(document: TextDocument): Task[] {
  const found = new Map<string, Environment>();
  const listed: string[] = [];
  let section = '';
  let key = '';
  let offset = 0;
  const current = (): Environment => {
    const name = section.replace(/^testenv:?/, '');
    const known = found.get(name) ?? { commands: [], needs: [], offset };
    found.set(name, known);
    return known;
  };
  for (const [index, written] of document.text.split('\n').entries()) {
    const line = written.trimEnd();
    const heading = SECTION.exec(line);
    const setting = heading ? null : SETTING.exec(line);
    if (heading) {
      [section, key] = [heading[1] ?? '', ''];
      if (/^testenv(?::|$)/.test(section)) current();
    } else if (setting) key = setting[1] ?? '';
    const value = (setting ? (setting[2] ?? '') : /^\s+\S/.test(line) ? line.trim() : '').replace(/(?:^|\s+)#.*$/, '');
    if (value !== '' && !heading) {
      const at = Math.max(0, line.indexOf(value));
      if (/^tox(?::tox)?$/.test(section) && /^env_?list$/.test(key)) listed.push(...names(value));
      else if (/^testenv(?::|$)/.test(section)) {
        const environment = current();
        if (/^commands(?:_pre|_post)?$/.test(key))
          addCommand(environment, value, { line: index + 1, column: at + 1, offset: offset + at });
        else if (/^change_?dir$/.test(key)) environment.directory = substituted(value);
      }
    }
    offset += written.length + 1;
  }
  return tasksOf(found, [...new Set(listed)]);
}

function addCommand(environment: Environment, value: string, place: Omit<ScriptPart, 'text'>): void {
  const text = value.replace(FACTOR, '').replace(/^[-!]\s*(?=\S)/, '');
  const other = OTHER.exec(text);
  if (other) environment.needs.push(other[1] ?? '');
  else if (environment.commands.at(-1)?.text.endsWith('\\')) {
    const last = environment.commands.at(-1);
    if (last) last.text += `\n${substituted(text)}`;
  } else environment.commands.push({ ...place, text: substituted(text) });
}

/** What tox puts in for names in braces. */
function substituted(text: string): string {
  return text
    .replace(/\{(?:toxinidir|tox_root)\}/g, '.')
    .replace(/\{posargs(?::([^{}]*))?\}/g, (_, standard?: string) => standard ?? '')
    .replace(/\{env:[^{}:]+:([^{}]*)\}/g, '$1')
    .replace(/\{env:([^{}:]+)\}/g, '${$1}')
    .replace(/\{envpython\}/g, 'python')
    .replace(/\{\/\}/g, '/');
}

/** `py{310,311}-test, lint` */
function names(list: string): string[] {
  const unfolded: string[] = [];
  for (const written of list.split(/[,\s]+(?![^{]*\})/).filter(Boolean)) {
    let open = [written];
    while (open.some((name) => name.includes('{')) && open.length < MOST_ENVIRONMENTS)
      open = open.flatMap((name) => {
        const [, before = '', inner, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
        return inner === undefined
          ? [name.replace('{', '')]
          : inner.split(',').map((part) => before + part.trim() + after);
      });
    unfolded.push(...open.slice(0, MOST_ENVIRONMENTS));
  }
  return unfolded.slice(0, MOST_ENVIRONMENTS);
}

/** An environment without a section of its own, or without commands, has those of `[testenv]`. */
function tasksOf(found: ReadonlyMap<string, Environment>, listed: readonly string[]): Task[] {
  const base = found.get('');
  const all = new Set([...found.keys(), ...listed].filter((name) => name !== ''));
  const tasks = [...all].map((name): Task => {
    const own = found.get(name) ?? base;
    const commands = own && own.commands.length + own.needs.length > 0 ? own : (base ?? own);
    return {
      name,
      aliases: [],
      offset: own?.offset ?? 0,
      commands: commands?.commands ?? [],
      needs: (commands?.needs ?? []).filter((need) => need !== ''),
      directory: own?.directory ?? base?.directory,
    };
  });
  if (found.size === 0) return [];
  const standard: Task = { name: '', aliases: [], offset: base?.offset ?? 0, commands: [], needs: [...listed] };
  if (listed.length === 0) standard.commands = base?.commands ?? [];
  return [standard, ...tasks];
}
