/** The file of a baseline: YAML that people review, sorted, an entry a finding and component. */
import { relative, resolve } from 'node:path';
import type { BaselineEntry } from '../assessment/types.js';
import type { Baseline } from '../suppressions/baseline.js';
import { ConfigurationError, parseData, readDataText } from '../workspace/index.js';
import { locator } from '../workspace/yaml-position.js';
import { ruleHint } from './suggest-rule.js';

const SCHEMA = new URL('../../schemas/baseline.schema.json', import.meta.url);
/** Some ten thousand findings. */
const MAX_SIZE = 10_000_000;

const HEAD = ` Findings that are known and do not fail the audit. Written by "refarch baseline"; remove what is fixed with
 "refarch baseline --prune". Nothing is added to it: a new finding is to be fixed, or waived in refarch.yaml with a reason.`;

/**
 * @param path as the user or the configuration names it
 * @param rules ids that there are
 * @throws {ConfigurationError} with line and column, for what is no baseline, names no rule, or says the same twice
 */
export async function readBaseline(path: string, rules: readonly string[]): Promise<Baseline> {
  const file = resolve(path);
  const shown = relative(process.cwd(), file) || file;
  const text = readDataText({ file, shown, limit: MAX_SIZE, named: true, what: 'a baseline' });
  const data = await parseData<{ findings: BaselineEntry[] }>(text, shown, SCHEMA, 'the baseline');
  if (!data) throw new ConfigurationError(shown, 'this is no baseline: it is empty.');
  const locate = locator(text);
  const known = new Set(rules);
  const seen = new Set<string>();
  const entries = data.findings.map((entry, at) => {
    const position = locate(['findings', at]);
    const key = sortKey(entry);
    if (!known.has(entry.rule))
      throw new ConfigurationError(shown, `there is no rule ${ruleHint(entry.rule, rules)}`, position);
    if (seen.has(key)) throw new ConfigurationError(shown, `${words(entry)} is listed twice.`, position);
    seen.add(key);
    return { ...entry, ...(position ? { line: position.line } : {}) };
  });
  return { file: shown, entries };
}

/** @returns the text of a file with these entries */
export async function baselineText(entries: readonly BaselineEntry[]): Promise<string> {
  const { Document } = await import('yaml');
  const findings = [...entries]
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .map(({ rule, component, relation, source }) => ({
      rule,
      ...(component === undefined ? {} : { component }),
      ...(relation === undefined ? {} : { relation }),
      ...(source === undefined ? {} : { source }),
    }));
  const document = new Document({ schemaVersion: '1', findings });
  document.commentBefore = HEAD;
  return document.toString({ lineWidth: 0 });
}

const sortKey = ({ rule, component = '', relation = '', source = '' }: BaselineEntry): string =>
  [rule, component, relation, source].join('\n');

/** An entry as a sentence names it. */
export function words({ rule, component, relation, source }: BaselineEntry): string {
  return [
    rule,
    ...(component === undefined ? [] : [`for ${component}`]),
    ...(relation === undefined ? [] : [`for ${relation}`]),
    ...(source === undefined ? [] : [`in ${source}`]),
  ].join(' ');
}
