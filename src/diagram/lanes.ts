/** The lanes of machine learning work, in the order of the flow: each component type stands in exactly one. */
import type { ComponentType } from '../vocabulary/index.js';

export interface Lane {
  title: string;
  types: readonly ComponentType[];
  /** Colours as `#rrggbb`: the ground of the lane, and the border of its nodes and its title; then both on dark ground. */
  fill: string;
  line: string;
  darkFill: string;
  darkLine: string;
}

export const LANES: readonly Lane[] = [
  {
    title: 'Source and CI/CD',
    types: ['source-repository', 'ci-cd', 'artifact-registry'],
    fill: '#f3f4f6',
    line: '#57606a',
    darkFill: '#1c2128',
    darkLine: '#a3adb8',
  },
  {
    title: 'Data and features',
    types: ['data-source', 'data-store', 'data-pipeline', 'data-validation', 'data-versioning', 'feature-store'],
    fill: '#e9f5f3',
    line: '#0f766e',
    darkFill: '#12262a',
    darkLine: '#4fc3b6',
  },
  {
    title: 'Training and orchestration',
    types: [
      'workflow-orchestration',
      'scheduler',
      'event-bus',
      'development-environment',
      'model-training-infrastructure',
      'training-pipeline',
      'model-validation',
    ],
    fill: '#eaf1fb',
    line: '#1d4ed8',
    darkFill: '#14233b',
    darkLine: '#79b0f8',
  },
  {
    title: 'Model management',
    types: ['model-registry', 'ml-metadata-store'],
    fill: '#f2eefb',
    line: '#6d28d9',
    darkFill: '#221c3a',
    darkLine: '#b794f6',
  },
  {
    title: 'Serving',
    types: ['model-serving', 'prediction-store'],
    fill: '#fdf1e6',
    line: '#b45309',
    darkFill: '#2e2215',
    darkLine: '#e9a25b',
  },
  {
    title: 'Monitoring',
    types: ['monitoring'],
    fill: '#fceef3',
    line: '#be185d',
    darkFill: '#331a28',
    darkLine: '#f286b5',
  },
  {
    title: 'Infrastructure and security',
    types: ['policy-engine', 'governance', 'security', 'infrastructure'],
    fill: '#f5f3ef',
    line: '#6b645d',
    darkFill: '#25221e',
    darkLine: '#b8b0a6',
  },
];

const LANE_OF: ReadonlyMap<ComponentType, number> = new Map(
  LANES.flatMap((lane, index) => lane.types.map((type): [ComponentType, number] => [type, index])),
);

/** Index in `LANES`; a type that no lane names stands in the last one. */
export function laneOf(type: ComponentType): number {
  return LANE_OF.get(type) ?? LANES.length - 1;
}
