/** Targets: which one a project has, and what the pieces are there. */
import { ScaffoldError } from './errors.js';
import type { Piece, ScaffoldKnowledge, Target, TargetPiece } from './types.js';

/** The pieces that a target has, in the order of the pieces: what they are everywhere, and what they are there. */
export function piecesOn(target: Target, pieces: readonly Piece[]): TargetPiece[] {
  return pieces.flatMap((piece): TargetPiece[] => {
    const part = Object.hasOwn(target.pieces, piece.id) ? target.pieces[piece.id] : undefined;
    if (!part) return [];
    return [
      {
        ...piece,
        title: part.title ?? piece.title,
        flags: part.flags ?? [],
        elements: [...piece.elements, ...(part.elements ?? [])],
        needs: [...piece.needs, ...(part.needs ?? [])],
        criteria: [...piece.criteria, ...(part.criteria ?? [])],
        services: part.services ?? [],
        files: [...piece.files, ...part.files],
      },
    ];
  });
}

/** @throws {ScaffoldError} for a name that no target has */
export function targetNamed(id: string, targets: readonly Target[]): Target {
  const target = targets.find((candidate) => candidate.id === id);
  if (target) return target;
  const known = targets.map((candidate) => candidate.id).join(', ');
  throw new ScaffoldError(`target must be one of ${known}, not ${JSON.stringify(id)}.`);
}

/** The target that most components speak for; undefined where none does. Of two the one that comes first in the data. */
export function targetOf(technologies: readonly string[], targets: readonly Target[]): Target | undefined {
  const votes = targets.map((target) => ({
    target,
    count: technologies.filter((id) => target.technologies.some((prefix) => id.startsWith(prefix))).length,
  }));
  const most = Math.max(0, ...votes.map(({ count }) => count));
  return most === 0 ? undefined : votes.find(({ count }) => count === most)?.target;
}

/** Titles of the targets that have a piece. */
export const titlesWith = (piece: string, { targets }: Pick<ScaffoldKnowledge, 'targets'>): string[] =>
  targets.filter(({ pieces }) => Object.hasOwn(pieces, piece)).map(({ title }) => title);
