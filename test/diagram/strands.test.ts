import { describe, expect, it } from 'vitest';
import { strands } from '../../src/diagram/strands.js';
import { diagramView } from '../../src/diagram/view/index.js';
import type { RelationType } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';

const CI = 'ci-cd/github-actions';

function strandsOf(...relations: [string, RelationType, string][]): string[] {
  const components = [...new Set(relations.flatMap(([from, , to]) => [from, to]))].map((id) => component(id));
  const view = diagramView(
    assessmentOf(
      components,
      relations.map(([from, type, to]) => relation(from, type, to)),
    ),
  );
  return strands(view).map((s) => `${s.from.join(',')} ${s.types.join('+')} ${s.to.join(',')}`);
}

describe('strands', () => {
  it('fork from three edges on', () => {
    expect(strandsOf([CI, 'validates', 'monitoring/a'], [CI, 'validates', 'monitoring/b'])).toEqual([
      `${CI} validates monitoring/a`,
      `${CI} validates monitoring/b`,
    ]);
    expect(
      strandsOf(
        [CI, 'validates', 'monitoring/a'],
        [CI, 'validates', 'monitoring/b'],
        [CI, 'validates', 'monitoring/c'],
      ),
    ).toEqual([`${CI} validates monitoring/a,monitoring/b,monitoring/c`]);
  });

  it('join what comes from one side', () => {
    expect(
      strandsOf(
        ['monitoring/a', 'logs-to', 'model-serving/s'],
        ['monitoring/b', 'logs-to', 'model-serving/s'],
        ['monitoring/c', 'logs-to', 'model-serving/s'],
        [CI, 'logs-to', 'model-serving/s'],
      ),
    ).toEqual(['monitoring/a,monitoring/b,monitoring/c logs-to model-serving/s', `${CI} logs-to model-serving/s`]);
  });

  it('hold only edges that say the same', () => {
    expect(
      strandsOf([CI, 'validates', 'monitoring/a'], [CI, 'builds', 'monitoring/b'], [CI, 'validates', 'monitoring/c']),
    ).toHaveLength(3);
  });

  it('hold each edge once', () => {
    const types = ['monitoring/a', 'monitoring/b', 'monitoring/c', 'monitoring/d'];
    const all = [CI, 'ci-cd/gitlab-ci', 'ci-cd/jenkins'].flatMap((ci) =>
      types.map((to): [string, RelationType, string] => [ci, 'deploys', to]),
    );
    // With one more, so that they are not all alike.
    const found = strandsOf(
      ...all,
      [CI, 'builds', 'monitoring/e'],
      ['ci-cd/jenkins', 'triggers', CI],
      ['monitoring/a', 'alerts', 'monitoring/b'],
      ['monitoring/d', 'alerts', 'monitoring/e'],
    );
    const pairs = found.flatMap((text) => {
      const [from = '', type = '', to = ''] = text.split(' ');
      return from.split(',').flatMap((f) => to.split(',').map((t) => `${f} ${type} ${t}`));
    });
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(pairs).toHaveLength(16);
  });
});
