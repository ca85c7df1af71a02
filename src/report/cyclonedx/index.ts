/**
 * CycloneDX 1.6 (ECMA-424): the components that make up the machine learning system as a bill of materials, with what depends
 * on what and where each was found. No time and no random number: the serial number is made of the content.
 */
import { createHash } from 'node:crypto';
import type { Assessment } from '../../assessment/types.js';
import type { Component } from '../../graph/types.js';
import type { ComponentType } from '../../vocabulary/index.js';
import { forTerminal, toJson } from '../escape.js';
import type { ReportContext } from '../index.js';
import { typeWords } from '../verdict.js';

const MOST_PLACES = 20;

/** What the format calls a component; a platform where the table is silent. What a program trains is known by the program. */
const TYPES: Partial<Record<ComponentType, string>> = {
  'training-pipeline': 'machine-learning-model',
  'data-source': 'data',
  'data-store': 'data',
  'feature-store': 'data',
  'prediction-store': 'data',
  'data-pipeline': 'application',
  'data-validation': 'application',
  'model-validation': 'application',
  'model-serving': 'application',
};

export function cyclonedx(assessment: Assessment, context: ReportContext): string {
  const content = {
    metadata: {
      tools: { components: [{ type: 'application', name: 'refarch', version: assessment.tool.version }] },
      component: {
        type: 'application',
        'bom-ref': 'refarch:sources',
        name: assessment.sources.map(({ id }) => forTerminal(id)).join(', ') || 'sources',
        ...(assessment.sources.length > 0 ? { properties: assessment.sources.map(sourceProperty) } : {}),
      },
    },
    components: assessment.components.map((component) => entry(component, context)),
    dependencies: dependencies(assessment),
  };
  return toJson({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialNumber(content),
    version: 1,
    ...content,
  });
}

const sourceProperty = ({ id, repository, commit }: Assessment['sources'][number]) => ({
  name: `refarch:source:${forTerminal(id)}`,
  value: forTerminal([repository, commit].filter((part) => part !== undefined).join('@') || id),
});

function entry(component: Component, context: ReportContext): object {
  const { id, type, technology, name, status, confidence, reason, attributes, evidence } = component;
  const technologyName = context.technologyName?.(technology) ?? technology;
  const property = (key: string, value: string): object => ({ name: `refarch:${key}`, value: forTerminal(value) });
  return {
    type: attributes.role === 'tool' ? 'framework' : (TYPES[type] ?? 'platform'),
    'bom-ref': forTerminal(id),
    name: forTerminal(name || technologyName),
    description: forTerminal(describe(component, technologyName)),
    evidence: {
      occurrences: evidence.slice(0, MOST_PLACES).map(({ source, file, line, excerpt }) => ({
        location: forTerminal(`${context.pathPrefix?.(source) ?? ''}${file}`),
        line: Math.max(1, line),
        additionalContext: forTerminal(excerpt),
      })),
    },
    properties: [
      property('type', type),
      property('technology', technology),
      property('status', status),
      property('confidence', confidence),
      ...(reason === undefined ? [] : [property('reason', reason)]),
      ...Object.entries(attributes).map(([key, value]) => property(`attribute:${key}`, String(value))),
    ],
  };
}

function describe({ type, status }: Component, technology: string): string {
  const what = type === 'training-pipeline' ? 'model by the definition of its training' : typeWords(type);
  return `${what} (${technology})${status === 'declared' ? ', declared but not in force' : ''}`;
}

/** A relation says that one end needs the other, whatever passes between them. */
function dependencies({ components, relations }: Assessment): object[] {
  const on = new Map<string, Set<string>>(components.map(({ id }) => [id, new Set<string>()]));
  for (const { from, to } of relations) if (from !== to && on.has(to)) on.get(from)?.add(to);
  return [...on].map(([id, needs]) => ({
    ref: forTerminal(id),
    ...(needs.size > 0 ? { dependsOn: [...needs].map(forTerminal).sort() } : {}),
  }));
}

/** A UUID (RFC 9562, version 8: of the maker's own making) of the content. */
function serialNumber(content: object): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
