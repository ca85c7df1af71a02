/** `setup.cfg` and `setup.py` of setuptools. Format: https://setuptools.pypa.io/en/latest/userguide/declarative_config.html */
import { parseRequirement } from '../../syntax/requirements/index.js';
import type { PythonDocument, PythonExpression } from '../../syntax/types.js';
import type { Dependency, Packaging, Script } from './index.js';

const SECTION = /^\[([^\]]+)\]\s*$/;
const SETTING = /^([\w.-]+)\s*=\s*(.*)$/;

/** Keys of `setup.cfg` that list requirements: by section and key. */
function listsRequirements(section: string, key: string): boolean {
  if (section === 'options') return key === 'install_requires' || key === 'tests_require';
  return section === 'options.extras_require';
}

/** INI with values that go on in indented lines. */
export function setupCfg(text: string): Packaging {
  const dependencies: Dependency[] = [];
  const scripts: Script[] = [];
  let section = '';
  let key = '';
  let offset = 0;
  for (const line of text.split('\n')) {
    const heading = SECTION.exec(line);
    const setting = heading ? null : SETTING.exec(line);
    if (heading) [section, key] = [heading[1] ?? '', ''];
    else if (setting) key = setting[1] ?? '';
    const value = setting ? (setting[2] ?? '') : /^\s+\S/.test(line) ? line.trim() : '';
    const at = offset + Math.max(0, line.indexOf(value));
    if (value !== '' && !value.startsWith('#')) {
      if (listsRequirements(section, key)) dependencies.push(...requirement(value, at));
      if (section === 'options.entry_points' && key === 'console_scripts') scripts.push(...script(value, at));
    }
    offset += line.length + 1;
  }
  return { dependencies, scripts };
}

/** Arguments of the call of `setup`; lists that are computed are not seen. */
export function setupPy(document: PythonDocument): Packaging {
  const call = document.calls.find(({ callee }) => /^(?:setuptools\.|distutils\.core\.|skbuild\.)?setup$/.test(callee));
  const argument = (name: string): PythonExpression | undefined => {
    const value = call?.arguments.find(({ keyword }) => keyword === name)?.value;
    return value?.kind === 'name' ? (document.constants.get(value.name) ?? value) : value;
  };
  const points = argument('entry_points');
  const commands =
    points?.kind === 'dict'
      ? points.entries.filter(({ key }) => key.kind === 'string' && key.value === 'console_scripts')
      : [];
  const extras = argument('extras_require');
  const lists = [
    argument('install_requires'),
    argument('tests_require'),
    ...(extras?.kind === 'dict' ? extras.entries.map(({ value }) => value) : []),
  ];
  return {
    dependencies: lists.flatMap(strings).flatMap(({ value, offset }) => requirement(value, offset)),
    scripts: commands.flatMap(({ value }) => strings(value)).flatMap(({ value, offset }) => script(value, offset)),
  };
}

function strings(expression: PythonExpression | undefined): { value: string; offset: number }[] {
  if (expression?.kind === 'string') return [expression];
  return expression?.kind === 'list' ? expression.items.flatMap(strings) : [];
}

function requirement(text: string, offset: number): Dependency[] {
  const parsed = parseRequirement(text);
  return parsed === undefined ? [] : [{ name: parsed.name, offset }];
}

/** `name = pkg.mod:function` */
function script(text: string, offset: number): Script[] {
  const match = /^\s*([\w.-]+)\s*=\s*([\w.]+(?::[\w.]+)?)/.exec(text);
  return match ? [{ name: match[1] ?? '', target: match[2] ?? '', offset }] : [];
}
