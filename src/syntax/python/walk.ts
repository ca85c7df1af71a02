/**
 * First reading: one pass over the nodes in source order. Nothing is resolved yet, because a name may be bound after the
 * function that uses it.
 */
import {
  bindTarget,
  noteAssignment,
  noteDeclaration,
  noteImport,
  noteLoop,
  noteMutation,
  noteWalrus,
} from './bindings.js';
import { noteDefinition, noteIf, noteTry, noteWith } from './blocks.js';
import * as K from './nodes.js';
import { Outline } from './outline.js';
import type { SyntaxTree } from './tree.js';

/** Reads a tree once, in source order. */
export function readOutline(tree: SyntaxTree, source: string): Outline {
  const outline = new Outline(tree, source);
  const { kind, parent, size } = tree;
  const stack: { until: number; index: number }[] = [];
  let until = size;
  let index = 0;
  for (let node = 0; node < size; node++) {
    while (node >= until) {
      const outer = stack.pop();
      until = outer?.until ?? size;
      index = outer?.index ?? 0;
      outline.context = outline.contexts[index] ?? outline.context;
    }
    outline.contextOf[node] = index;
    const of = kind[node] ?? K.OTHER;
    if (of > K.LAST_NOTED) continue;
    if (of === K.BODY) {
      const entered = outline.bodies.get(node);
      if (entered !== undefined) {
        stack.push({ until, index });
        until = outline.after(node);
        index = entered;
        outline.context = outline.contexts[index] ?? outline.context;
        outline.contextOf[node] = index;
      }
      continue;
    }
    switch (of) {
      case K.CALL:
        outline.calls.push(node);
        noteMutation(outline, node);
        break;
      case K.ASSIGN:
        noteAssignment(outline, node);
        break;
      case K.IMPORT:
        noteImport(outline, node);
        break;
      case K.FUNCTION:
        noteDefinition(outline, node, 'function');
        break;
      case K.CLASS:
        noteDefinition(outline, node, 'class');
        break;
      case K.IF:
        noteIf(outline, node);
        break;
      case K.TRY:
        noteTry(outline, node);
        break;
      case K.WITH:
        noteWith(outline, node);
        break;
      case K.FOR:
        noteLoop(outline, node);
        break;
      case K.NAMED:
        noteWalrus(outline, node + 1, outline.lastChild(node));
        break;
      case K.ASSIGN_OP:
        if (kind[parent[node] ?? 0] === K.ARGUMENTS && outline.source[outline.from(node)] === ':') {
          noteWalrus(outline, node - 1, node + 1);
        }
        break;
      case K.UPDATE:
        bindTarget(outline, node + 1, -1);
        outline.mutated.add(outline.text(node + 1));
        break;
      case K.SCOPE:
        noteDeclaration(outline, node);
        break;
      case K.RETURN:
        if (outline.after(node) > node + 1) outline.context.scope.returns.push(node + 1);
        outline.exits.push(node);
        break;
      case K.RAISE:
      case K.ASSERT:
        outline.exits.push(node);
        break;
      case K.BINARY:
        if (outline.isShift(node) && !(outline.isShift(parent[node] ?? -1) && parent[node] === node - 1)) {
          outline.shifts.push(node);
        }
        break;
    }
  }
  return outline;
}
