import type { Evidence } from '../../graph/types.js';
import { forTerminal, wellFormed } from '../escape.js';
import type { ReportContext } from '../index.js';
import type { Shown } from '../shown.js';

/** Plain text in which brackets would begin an embedded link (SARIF 2.1.0, 3.11.6). */
export function forMessage(text: string): string {
  return forTerminal(text).replace(/[\\[\]]/g, '\\$&');
}

/** A relative reference (RFC 3986): what stands in a name is data, whatever it looks like. */
export function uri(path: string): string {
  const encoded = wellFormed(path).split('/').map(encodeURIComponent).join('/');
  // A first part with a colon would be a scheme; encodeURIComponent has encoded it. An empty one would be a host.
  return encoded.replace(/^\/+/, '');
}

/** A place in a definition. */
export function physical(
  { file, source, line, column }: Pick<Evidence, 'file' | 'source' | 'line' | 'column'>,
  context: ReportContext,
): { physicalLocation: object } {
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(`${context.pathPrefix?.(source) ?? ''}${file}`) },
      region: { startLine: Math.max(1, line), startColumn: Math.max(1, column) },
    },
  };
}

/** Where an occurrence is shown, with the component as its logical location. Code scanning asks for a place: else the readme. */
export function location({ place, source, component }: Shown, context: ReportContext): object {
  const at = place ?? { source, file: 'README.md', line: 1, column: 1 };
  const logical = component
    ? { logicalLocations: [{ fullyQualifiedName: forTerminal(component.id), kind: 'component' }] }
    : {};
  return { ...physical(at, context), ...logical };
}
