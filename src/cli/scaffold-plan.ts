/** A plan as people read it, and as programs do. */
import { forTerminal, toJson } from '../report/escape.js';
import { hang, wrap, type Style } from '../report/terminal/layout.js';
import {
  criteriaOf,
  difference,
  type Action,
  type Foreseen,
  type Piece,
  type Plan,
  type PlannedFile,
} from '../scaffold/index.js';

const MARKS: Record<Action, string> = {
  create: '+',
  update: '~',
  merge: '~',
  unchanged: '=',
  conflict: '!',
  deleted: '-',
  obsolete: '?',
};
const FORGE_NAMES = { github: 'GitHub', gitlab: 'GitLab', 'azure-devops': 'Azure DevOps' } as const;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** What an audit with the files of the plan says, and its verdict in a sentence. */
export interface PlanForeseen extends Foreseen {
  verdict: string;
}

const indented = (text: string, { width }: Style): string => `   ${hang(text, width - 3, '   ')}`;

/** What a piece closes, in the ids of the models. */
function closedBy(piece: Piece, plan: Plan): string[] {
  const made = new Set(plan.selection.chosen.map((chosen) => chosen.piece.id));
  return [...piece.elements, ...criteriaOf(piece, made), ...piece.checks];
}

/** Whether a write would change anything. */
export const changes = (plan: Plan): PlannedFile[] =>
  plan.files.filter(({ action }) => action === 'create' || action === 'update' || action === 'merge');

/** @param foreseen what an audit says with the files of the plan; none where it changes nothing */
export function planAsText(plan: Plan, style: Style, explain: boolean, foreseen?: PlanForeseen): string {
  const { answers, selection, files, services } = plan;
  const { chosen, left } = selection;
  const lines: string[] = [];
  const target = `${plan.target.title}, ${FORGE_NAMES[answers.forge]}`;
  lines.push(
    chosen.length === 0
      ? `Nothing to make for ${answers.name}: no part of the reference architecture is missing that a piece fills.`
      : style.bold(
          `${answers.name} on ${target}: ${count(files.length, 'file')}, ${count(services.length, 'long-running service')}`,
        ),
  );
  if (services.length > 0) lines.push(`Services: ${services.join(', ')}`);
  if (foreseen) lines.push(wrap(`Level ${plan.level.now} now. Then: ${foreseen.verdict}`, style.width));
  for (const [at, { piece, because }] of chosen.entries()) {
    lines.push('', `${at + 1}. ${style.bold(piece.title)}  ${style.dim(because)}`);
    const closes = closedBy(piece, plan);
    if (explain && closes.length > 0) lines.push(`   closes ${closes.join(', ')}`);
    // A file of several pieces is shown with the first.
    for (const file of files.filter(({ pieces }) => pieces[0] === piece.id))
      lines.push(fileLine(file, plan, style, explain));
  }
  const obsolete = files.filter(({ action }) => action === 'obsolete');
  if (obsolete.length > 0)
    lines.push('', 'No longer needed', ...obsolete.map((file) => fileLine(file, plan, style, false)));
  if (left.length > 0) {
    lines.push('', 'Not made');
    for (const { piece, because } of left) lines.push(indented(`${piece.title}: ${because}`, style));
  }
  if (selection.open.length > 0) {
    lines.push('', 'Stays missing');
    for (const { element, name, targets } of selection.open)
      lines.push(
        indented(
          `${name} (${element}): nothing that is made on ${plan.target.title} counts as one; --target fills it with ${targets.join(' or ')}`,
          style,
        ),
      );
  }
  if (foreseen && foreseen.findings.length > 0)
    lines.push(
      '',
      'Left to you: what the audit says then and does not say now',
      ...foreseen.findings.flatMap((f) => told(f, style)),
    );
  return `${lines.join('\n')}\n`;
}

function told(finding: Foreseen['findings'][number], style: Style): string[] {
  const { ruleId, severity, message, remediation, file, line, component } = finding;
  const way = component === undefined ? remediation : `${remediation} --component ${component} makes it.`;
  const place = file === undefined ? [] : [`     ${style.dim(forTerminal(`${file}:${line}`))}`];
  const color = severity === 'error' ? style.bad : style.fair;
  const text = (sentence: string): string => `     ${hang(forTerminal(sentence), style.width - 5, '     ')}`;
  return [`   ${color('!')} ${color(severity)} ${ruleId}`, text(message), ...place, text(way)];
}

function fileLine({ path, action, reason, pieces }: PlannedFile, plan: Plan, style: Style, explain: boolean): string {
  const color =
    action === 'create'
      ? style.good
      : action === 'conflict'
        ? style.bad
        : action === 'unchanged'
          ? style.dim
          : style.fair;
  const titles = plan.selection.chosen.filter(({ piece }) => pieces.includes(piece.id)).map(({ piece }) => piece.title);
  const why = explain && titles.length > 1 ? `for ${titles.join(', ')}` : '';
  const note = [reason, why].filter(Boolean).join('; ');
  return `   ${color(MARKS[action])} ${forTerminal(path)}${note === '' ? '' : `  ${style.dim(note)}`}`;
}

export function planAsDifference(plan: Plan, style: Style): string {
  const patches = plan.files
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'merge' || action === 'conflict')
    .map(({ path, before, text }) => difference(path, before, text));
  return patches
    .join('')
    .split('\n')
    .map((line) => {
      const text = forTerminal(line);
      if (/^(?:---|\+\+\+) /.test(line)) return style.bold(text);
      return line.startsWith('+') ? style.good(text) : line.startsWith('-') ? style.bad(text) : text;
    })
    .join('\n');
}

export function planAsJson(plan: Plan, foreseen?: PlanForeseen): string {
  const closes = new Map(plan.selection.chosen.map(({ piece }) => [piece.id, closedBy(piece, plan)]));
  return toJson({
    schemaVersion: '1',
    answers: plan.answers,
    level: plan.level,
    ...(foreseen ? { foreseen } : {}),
    services: plan.services,
    pieces: plan.selection.chosen.map(({ piece, because }) => ({
      id: piece.id,
      title: piece.title,
      because,
      closes: closes.get(piece.id) ?? [],
    })),
    staysMissing: plan.selection.open,
    notMade: plan.selection.left.map(({ piece, because }) => ({ id: piece.id, title: piece.title, because })),
    files: plan.files.map(({ path, action, text, sha256, reason, pieces }) => ({
      path,
      action,
      bytes: Buffer.byteLength(text),
      sha256,
      ...(reason === '' ? {} : { reason }),
      pieces,
      closes: [...new Set(pieces.flatMap((id) => closes.get(id) ?? []))],
    })),
  });
}
