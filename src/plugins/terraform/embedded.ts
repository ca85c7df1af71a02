/** Texts in other languages inside resources: scripts, manifests, build specifications, templates. */
import { substitute } from '../../facts/value.js';
import type { EmbeddedFact } from '../../facts/types.js';
import type { HclBlock, HclExpression } from '../../syntax/types.js';
import { isSqlOfInterest } from '../shared/sql.js';
import { allBlocks } from './attributes.js';
import { textOf } from './expressions.js';
import { attribute, type Declared, type Scope } from './scope.js';
import { constantOf } from './symbols.js';
import { toYaml } from './yaml.js';

type Language = EmbeddedFact['language'];

/** Arguments that hold a text, and its language. JSON is told by its first character. */
const TEXTS: Readonly<Record<string, Language>> = {
  buildspec: 'yaml',
  yaml_body: 'yaml',
  template_body: 'yaml',
  definition: 'json',
  definition_string: 'json',
  pipeline_definition: 'json',
  source_contents: 'yaml',
  user_data: 'shell',
  custom_data: 'shell',
  metadata_startup_script: 'shell',
  startup_script: 'shell',
  'startup-script': 'shell',
  script_content: 'shell',
  definition_body: 'sql',
  sql_statement: 'sql',
  query: 'sql',
  on_start: 'shell',
  on_create: 'shell',
};
/** Arguments that hold maps of texts. */
const MAPS = new Set(['metadata']);
/** Encodings around a text. */
const ENCODING = new Set(['base64encode', 'base64gzip', 'trimspace', 'chomp', 'yamldecode', 'jsondecode']);

export function embeddedFacts({ block, unit }: Declared, scope: Scope): void {
  for (const inner of allBlocks(block)) {
    if (inner.type === 'provisioner') provisioner(unit, inner, scope);
    for (const { name, value } of inner.attributes) {
      if (Object.hasOwn(TEXTS, name)) embed(unit, TEXTS[name] ?? 'yaml', value, scope);
      else if (MAPS.has(name) && value.kind === 'object') {
        for (const entry of value.entries) {
          if (Object.hasOwn(TEXTS, entry.key)) embed(unit, TEXTS[entry.key] ?? 'shell', entry.value, scope);
        }
      }
    }
  }
  if (/^(?:kubernetes|kubectl)_manifest$/.test(block.labels[0] ?? '')) {
    const manifest = attribute(block, 'manifest');
    if (manifest) embed(unit, 'yaml', manifest, scope);
  }
}

/** `local-exec` runs a command here, `remote-exec` its lines on the new machine. */
function provisioner(unit: string, block: HclBlock, scope: Scope): void {
  const [type] = block.labels;
  const value = attribute(block, type === 'local-exec' ? 'command' : 'inline');
  if (!value) return;
  if (value.kind !== 'list') embed(unit, 'shell', value, scope);
  else for (const line of value.items) embed(unit, 'shell', line, scope);
}

/** Hands a text to the plugins of its language; objects (`yamlencode({…})`) are written out as YAML. */
export function embed(unit: string, language: Language, value: HclExpression, scope: Scope): void {
  const encoded = value.kind === 'call' ? value.arguments[0] : value;
  if (value.kind === 'call' && ENCODING.has(value.name) && encoded) {
    embed(unit, language, encoded, scope);
    return;
  }
  const object = encoded?.kind === 'object' || encoded?.kind === 'list' ? encoded : undefined;
  if (object && (value === object || (value.kind === 'call' && /^(?:json|yaml)encode$/.test(value.name)))) {
    scope.writer.embed(unit, 'yaml', plain(toYaml(object, scope), scope), { offset: value.offset });
    return;
  }
  const text = plain(textOf(value, scope) ?? '', scope);
  // A path or a reference to another block is no text.
  if (
    language === 'shell' || language === 'sql'
      ? !/\S/.test(text) || /^\$\{[^}]*\}$/.test(text)
      : !text.includes('\n') && !/^\s*[[{]/.test(text)
  )
    return;
  const { writer, document } = scope;
  if (language === 'sql' && !isSqlOfInterest(text)) return;
  const json = /^\s*[[{]/.test(text);
  const guessed = json ? 'json' : 'yaml';
  const script = text.startsWith('#cloud-config') ? 'yaml' : 'shell';
  const written = language === 'sql' ? 'sql' : language === 'shell' ? script : guessed;
  // A here-document begins on the line below its mark.
  const heredoc = document.text.startsWith('<<', value.offset);
  const line = heredoc ? { block: true, bodyLine: document.locate(value.offset).line + 1 } : {};
  writer.embed(unit, written, text, { offset: value.offset, ...line });
}

/** Text as its language can read it: constants of this file put in, other references as `${name}`. */
function plain(text: string, scope: Scope): string {
  return substitute(text, (space, name) => (space === scope.space ? constantOf(name, scope) : undefined)).text;
}
