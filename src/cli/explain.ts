/** `refarch explain ID`: what an id means, what was looked for, and, with sources, what was found. */
import type { Assessment } from '../assessment/types.js';
import { loadKnowledge } from '../knowledge/index.js';
import type { Knowledge } from '../knowledge/types.js';
import { forTerminal } from '../report/escape.js';
import { cut, length, wrap, type Style } from '../report/terminal/layout.js';
import { place } from '../report/terminal/marks.js';
import { listing } from '../report/verdict.js';
import { assessPaths, knowledgeWith } from './audit.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';
import type { Explanation } from './explanation.js';
import { explain, knownIds } from './explanations.js';
import { createStyle } from './output.js';
import { nearest } from '../workspace/suggest.js';

/** Places beyond these are counted only. */
const MOST_EVIDENCE = 10;

export async function explainCommand(
  id: string,
  paths: readonly string[],
  options: { config?: string; model?: string[] },
): Promise<number> {
  const shipped = await loadKnowledge();
  const assessed = paths.length > 0 ? await assessPaths(paths, { ...options, quiet: true }, shipped) : undefined;
  const { assessment, knowledge } = assessed ?? {
    assessment: undefined,
    knowledge: await knowledgeWith(options.model ?? [], shipped),
  };
  const explanations = explain(id, knowledge, assessment);
  if (explanations.length === 0) throw new UsageError(unknownId(id, knowledge, assessment));
  const style = createStyle(true);
  process.stdout.write(`${explanations.map((e) => render(e, assessment, style)).join('\n\n')}\n`);
  return EXIT.ok;
}

function render(explanation: Explanation, assessment: Assessment | undefined, style: Style): string {
  const lines = [
    wrap(forTerminal(`${explanation.title} · ${explanation.kind}`), style.width).replace(
      forTerminal(explanation.title),
      style.bold,
    ),
  ];
  const add = (label: string, text: string): void => {
    const start = `${forTerminal(label)}:`;
    lines.push(`  ${wrap(`${start} ${forTerminal(text)}`, style.width - 2, '    ').replace(start, style.dim)}`);
  };
  for (const [label, text] of explanation.paragraphs) add(label, text);
  if (!assessment || !explanation.found) return lines.join('\n');
  const { status, evidence } = explanation.found(assessment);
  add('Found', status);
  for (const item of evidence.slice(0, MOST_EVIDENCE)) {
    const at = place(item, assessment);
    lines.push(`    ${at}  ${style.dim(cut(forTerminal(item.excerpt), style.width - 6 - length(at)))}`);
  }
  if (evidence.length > MOST_EVIDENCE) lines.push(style.dim(`    and ${evidence.length - MOST_EVIDENCE} more`));
  return lines.join('\n');
}

function unknownId(id: string, knowledge: Knowledge, assessment: Assessment | undefined): string {
  const sources = assessment ? '' : ' To explain a component, name the sources too: refarch explain ID PATH.';
  const near = nearest(id, knownIds(knowledge, assessment)).map((candidate) => `"${candidate}"`);
  if (near.length > 0) return `there is nothing called "${id}"; did you mean ${listing(near, 'or')}?${sources}`;
  const examples = [
    ...knowledge.architectures.slice(0, 1).flatMap((m) => m.elements.slice(0, 1).map((e) => e.id)),
    ...knowledge.maturityModels.flatMap((m) => m.criteria.slice(0, 1).map((c) => c.id)),
    ...knowledge.checks.slice(0, 1).map((c) => c.id),
  ];
  return `there is nothing called "${id}"; ids are those of elements, principles, criteria, checks, technologies and components, for example ${listing(examples)}.${sources}`;
}
