/** Which pieces are made: what is missing, what that needs, and what was made before; the rest with the reason why not. */
import { closest } from '../workspace/index.js';
import { ScaffoldError } from './errors.js';
import { piecesOn, titlesWith } from './targets.js';
import type {
  Answers,
  Chosen,
  Manifest,
  Piece,
  ScaffoldKnowledge,
  Selection,
  Situation,
  Target,
  TargetPiece,
} from './types.js';

export interface Wish {
  /** Names that `--component` gave; none: all that is missing. */
  components: readonly string[];
  /** A new project: everything that is no upgrade. */
  all: boolean;
}

/**
 * @throws {ScaffoldError} for a component that no piece makes on the target
 */
export function select(
  knowledge: Pick<ScaffoldKnowledge, 'pieces' | 'targets'>,
  target: Target,
  situation: Situation,
  answers: Pick<Answers, 'forge'>,
  wish: Wish,
  manifest: Manifest | undefined,
): Selection {
  const possible = piecesOn(target, knowledge.pieces).filter(({ forge }) =>
    (forge ?? [answers.forge]).includes(answers.forge),
  );
  const byId = new Map(possible.map((piece) => [piece.id, piece]));
  const named = new Set(wish.components.flatMap((name) => piecesNamed(name, possible, answers, target, knowledge)));
  const before = new Set((manifest?.pieces ?? []).map(({ id }) => id));
  const chosen = new Map<string, Chosen>();
  const left: Selection['left'] = [];
  const choose = (piece: TargetPiece, because: string): void => {
    if (chosen.has(piece.id)) return;
    chosen.set(piece.id, { piece, because });
    for (const id of piece.needs) {
      const needed = byId.get(id);
      if (needed && (before.has(id) || wish.all || !isThere(needed, situation)))
        choose(needed, `${piece.title} needs it`);
    }
  };
  for (const piece of possible) if (before.has(piece.id)) choose(piece, 'made before');
  for (const piece of ranked(possible, situation)) {
    const missing = piece.elements.filter((id) => situation.missing.has(id));
    if (named.has(piece.id)) choose(piece, missing.length > 0 ? gap(missing) : 'you named it');
    else if (wish.components.length > 0) continue;
    else if (piece.elements.length === 0) continue;
    else if (piece.optional) left.push({ piece, because: piece.optional });
    else if (wish.all) choose(piece, missing.length > 0 ? gap(missing) : 'a new project');
    else if (isThere(piece, situation)) left.push({ piece, because: 'it is there already' });
    else if (missing.length > 0) choose(piece, gap(missing));
  }
  for (const piece of possible)
    if (piece.joins?.every((id) => chosen.has(id)))
      choose(piece, `it joins ${piece.joins.map((id) => byId.get(id)?.title ?? id).join(', ')}`);
  if (wish.components.length === 0)
    for (const piece of knowledge.pieces) {
      const missing = piece.elements.some((id) => situation.missing.has(id));
      if (missing && !piece.optional && !Object.hasOwn(target.pieces, piece.id) && !isThere(piece, situation))
        left.push({ piece, because: `there is none for ${target.title}` });
    }
  const open = wish.components.length > 0 ? [] : openWith([...chosen.values()], knowledge.targets, situation);
  const order = possible.map(({ id }) => id);
  const inOrder = [...chosen.values()].sort((a, b) => order.indexOf(a.piece.id) - order.indexOf(b.piece.id));
  return { chosen: inOrder, left: left.filter(({ piece }) => !chosen.has(piece.id)), open };
}

/** What stays missing, and which targets fill it. */
function openWith(chosen: readonly Chosen[], targets: readonly Target[], { missing }: Situation): Selection['open'] {
  const filledOn = (target: Target): string[] => Object.values(target.pieces).flatMap((part) => part.elements ?? []);
  const filled = new Set(chosen.flatMap(({ piece }) => piece.elements));
  return [...new Set(targets.flatMap(filledOn))]
    .filter((element) => missing.has(element) && !filled.has(element))
    .sort()
    .map((element) => ({
      element,
      name: missing.get(element) ?? element,
      targets: targets.filter((target) => filledOn(target).includes(element)).map(({ title }) => title),
    }));
}

const gap = (missing: readonly string[]): string => `${missing.join(', ')} is missing`;

/** Something else than the scaffold provides it. */
function isThere({ provides }: Piece, { present }: Situation): boolean {
  return provides.length > 0 && provides.every((component) => present.has(component));
}

/** In the order of the roadmap; what it does not name comes last, as the data has it. */
function ranked(pieces: readonly TargetPiece[], { steps }: Situation): TargetPiece[] {
  const rank = ({ steps: taken }: Piece): number =>
    Math.min(...taken.map((step) => steps.indexOf(step)).filter((at) => at >= 0), steps.length);
  return [...pieces].sort((a, b) => rank(a) - rank(b));
}

function piecesNamed(
  name: string,
  possible: readonly Piece[],
  { forge }: Pick<Answers, 'forge'>,
  target: Target,
  knowledge: Pick<ScaffoldKnowledge, 'pieces' | 'targets'>,
): string[] {
  const isNamed = ({ id, components }: Piece): boolean => id === name || components.includes(name);
  const found = possible.filter(isNamed);
  if (found.length > 0) return found.map(({ id }) => id);
  const elsewhere = knowledge.pieces.find(isNamed);
  if (elsewhere) {
    const others = titlesWith(elsewhere.id, knowledge).join(', ');
    throw new ScaffoldError(`${target.title} has no piece for ${JSON.stringify(name)}; there is one for ${others}.`);
  }
  const known = [...new Set(possible.flatMap(({ components }) => components))].sort();
  const meant = closest(name, known);
  throw new ScaffoldError(
    `there is no component ${JSON.stringify(name)} for ${target.title} and ${forge}; ${meant ? `did you mean ${meant}? There` : 'there'} are ${known.join(', ')}.`,
  );
}

/** Criteria that a piece meets among those that are made. */
export function criteriaOf({ criteria, criteriaWith }: Piece, made: ReadonlySet<string>): string[] {
  const together = (criteriaWith ?? []).filter(({ with: others }) => others.every((id) => made.has(id)));
  return [...criteria, ...together.flatMap((entry) => entry.criteria)];
}
