/**
 * Definitions that sources take from each other: reusable workflows, templates of pipelines, steps of shared libraries. What such
 * a definition does, it does for whoever takes it in.
 */
import type { ComponentFact } from '../facts/types.js';
import type { ControlFlow, Edge } from './control-flow.js';
import { fileOf, within, type Unit, type UnitIndex } from './units.js';

/** Whether an edge takes in a definition of another source. */
export const takesIn = ({ from, to, how, relation }: Edge): boolean =>
  from.source !== to.source && !relation && (how === 'includes' || (how === 'runs' && to.kind === 'workflow'));

/**
 * A template is no CI by itself. One that pipelines of other sources take in is part of how the organisation builds and deploys:
 * it becomes CI of its source, of the system of those who take it in.
 */
export function claimShared(index: UnitIndex, flow: ControlFlow): void {
  for (const unit of index.units)
    for (const edge of flow.outgoing(unit)) {
      if (edge.relation === 'deploys' && unit.kind === 'module' && edge.to.source !== unit.source)
        claimCaller(unit, edge);
      if (!takesIn(edge)) continue;
      const pipeline = pipelineOf(edge.from, flow);
      const part = pipeline && partOf(edge.to);
      if (!part || [...within(fileOf(part))].some(isPipeline)) continue;
      part.claims.push({ ...pipeline, unit: part.local, confidence: 'medium', at: part.at });
    }
}

/** Whoever calls a module of another repository is infrastructure, made with the same tool. */
function claimCaller(unit: Unit, { at }: Edge): void {
  if (!at || unit.claims.some(({ type }) => type === 'infrastructure')) return;
  const base = { fact: 'component', type: 'infrastructure', technology: 'terraform' } as const;
  unit.claims.push({ ...base, unit: unit.local, confidence: 'medium', kind: 'resource', at });
}

/** The CI of which a unit is a step, told without the names that belong to it alone. */
function pipelineOf(
  unit: Unit,
  flow: ControlFlow,
): Pick<ComponentFact, 'fact' | 'type' | 'technology' | 'kind'> | undefined {
  for (let up: Unit | undefined = unit; up; up = up.parent) {
    const claim = up.claims.find(({ type, declared }) => type === 'ci-cd' && !declared);
    if (claim) return { fact: 'component', type: 'ci-cd', technology: claim.technology, kind: 'structure' };
  }
  // A template may be taken in by another one.
  for (const { from, how, relation } of flow.incoming(fileOf(unit)))
    if (!relation && how === 'includes' && from.source === unit.source && from.kind !== 'file') {
      const claim = from.parent?.claims.find(({ type, declared }) => type === 'ci-cd' && !declared);
      if (claim) return { fact: 'component', type: 'ci-cd', technology: claim.technology, kind: 'structure' };
    }
  return undefined;
}

const isPipeline = ({ claims }: Unit): boolean => claims.some(({ type }) => type === 'ci-cd');

/** What of a file is the template. */
function partOf(to: Unit): Unit | undefined {
  if (to.kind === 'workflow' || to.kind === 'target') return to;
  return [...within(to)].find(({ kind }) => kind === 'workflow');
}
