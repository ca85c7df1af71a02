import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { componentAnchor, elementAnchor, relationAnchor } from '../../src/diagram/anchors.js';
import { graphPicture } from '../../src/diagram/page/index.js';
import { COMPONENT_TYPES, type ComponentType } from '../../src/vocabulary/index.js';
import { assessmentOf, component, relation } from './assessments.js';
import { HOSTILE } from './hostile.js';

const CI = 'ci-cd/github-actions';
const SERVING = 'model-serving/kserve';

async function page(assessment: Assessment): Promise<Document> {
  return new JSDOM(`<!doctype html><body>${await graphPicture(assessment)}</body>`).window.document;
}
const all = (root: ParentNode, selector: string): Element[] => [...root.querySelectorAll(selector)];
const links = (root: ParentNode): string[] => all(root, 'a.ra-node').map((a) => a.getAttribute('href') ?? '');

/** Many components, of which every type has some. */
function many(count: number): Assessment {
  const components = Array.from({ length: count }, (_, n) =>
    component(
      `${COMPONENT_TYPES[n % COMPONENT_TYPES.length] as ComponentType}/t${n % 7}/c${String(n).padStart(4, '0')}`,
    ),
  );
  const relations = components.map((c, n) =>
    relation(c.id, 'reads-from', components[(n * 7 + 1) % components.length]?.id ?? ''),
  );
  return assessmentOf(components, relations);
}

describe('the component graph of a page', () => {
  it('leads from each box to its component and from each line to its relation', async () => {
    const document = await page(
      assessmentOf([component(CI), component(SERVING, 'platform')], [relation(CI, 'deploys', SERVING)]),
    );
    expect(links(document)).toEqual([`#${componentAnchor(CI)}`, `#${componentAnchor(SERVING)}`]);
    const [line] = all(document, 'a.ra-line');
    expect(line?.getAttribute('href')).toBe(`#${relationAnchor({ from: CI, type: 'deploys', to: SERVING })}`);
    expect(line?.getAttribute('tabindex')).toBe('-1');
    expect(all(document, '.ra-node').map((a) => ({ ...(a as HTMLElement).dataset }))).toEqual([
      { key: 'n1', type: 'ci-cd', sources: '0' },
      { key: 'n2', type: 'model-serving', sources: '1' },
    ]);
    expect({ ...(line as HTMLElement).dataset }).toEqual({ from: 'n1', to: 'n2' });
    expect(line?.getAttribute('class')).toBe('ra-line ra-control ra-present');
    expect(all(document, '.ra-words').map((text) => (text as HTMLElement).dataset.line)).toEqual(['0']);
    expect(all(document, 'svg')[0]?.getAttribute('role')).toBe('group');
    // What would break the policy of the page, and styles of its own.
    expect(all(document, 'style, script, [style], .ra-card')).toEqual([]);
  });

  it('offers only what there is to choose from, and shows no tools that would not work', async () => {
    const document = await page(
      assessmentOf([component(CI), component(SERVING, 'platform')], [relation(CI, 'deploys', SERVING)]),
    );
    expect(document.querySelector('.ra-tools')?.hasAttribute('hidden')).toBe(true);
    const choices = all(document, 'select').map((select) => [
      (select as HTMLElement).dataset.choose,
      all(select, 'option').map((option) => `${(option as HTMLOptionElement).value} ${option.textContent}`),
    ]);
    expect(choices).toEqual([
      ['type', [' all', 'ci-cd CI/CD', 'model-serving model serving']],
      ['source', [' all', '0 model', '1 platform']],
    ]);
    expect(document.querySelector('.ra-could')).toBeNull();
  });

  it('holds what is absent, which the switch shows', async () => {
    const assessment = {
      ...assessmentOf([component(CI)]),
      conformance: [
        {
          ...{ model: 'm', name: 'A <model>', relations: [], principles: [], unmapped: [] },
          elements: [
            {
              ...{ id: 'S', name: 'Serving component', status: 'absent' as const, components: [] },
              types: ['model-serving' as const],
            },
          ],
        },
      ],
    };
    const document = await page(assessment);
    expect(links(document)).toEqual([`#${componentAnchor(CI)}`, `#${elementAnchor('m', 'S')}`]);
    const box = document.querySelector<HTMLInputElement>('input.ra-could');
    expect(box?.checked).toBe(false);
    expect(document.querySelector(`label[for="${box?.id ?? ''}"]`)?.textContent).toContain('A <model>');
    // The style sheet reaches the picture from the switch.
    expect(all(document, '.ra-could:not(:checked) ~ .ra-scroll .ra-node.ra-absent')).toHaveLength(1);
  });

  it('collapses to types above 150 components, each of which a part shows', async () => {
    const document = await page(many(400));
    const [main, ...parts] = all(document, 'svg');
    if (!main) throw new Error('no picture');
    expect(all(main, '.ra-node')).toHaveLength(COMPONENT_TYPES.length);
    for (const href of links(main)) expect(document.querySelector(`details.ra-part ${href}`)).not.toBeNull();
    const own = parts.flatMap((part) => links(part).filter((href) => href.startsWith('#component--')));
    expect(new Set(own).size).toBe(400);
    expect(parts.length).toBe(all(document, 'details.ra-part').length);
    for (const part of parts) expect(all(part, '.ra-node').length).toBeLessThanOrEqual(48 + COMPONENT_TYPES.length);
    expect(all(document, 'summary').map((s) => s.textContent)).toContain('Serving: 32 components');
  }, 60_000);

  it('shows every component of less without collapsing', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `workflow-orchestration/airflow/dag_${n}`);
    const stores = ids.map((_, n) => `data-store/amazon-s3/bucket_${n % 3}`);
    const document = await page(
      assessmentOf(
        [...ids, ...new Set(stores)].map((id) => component(id)),
        ids.map((id, n) => relation(id, 'reads-from', stores[n] ?? '')),
      ),
    );
    const parts = all(document, 'details.ra-part');
    expect(parts.map((part) => part.querySelector('summary')?.textContent)).toEqual([
      'Training and orchestration: 20 components',
    ]);
    expect(links(parts[0] ?? document).filter((href) => href.includes('dag_'))).toHaveLength(20);
  });

  it('is text where the assessment has text', async () => {
    const components = HOSTILE.map((text, n) => ({
      ...component(`ci-cd/t/${text}`, text),
      technology: `${text}${n}`,
      name: text,
    }));
    const document = await page(
      assessmentOf(
        components,
        components.slice(1).map((c) => relation(components[0]?.id ?? '', 'triggers', c.id)),
      ),
    );
    expect(new Set(all(document.body, '*').map((e) => e.tagName.toLowerCase()))).toEqual(
      new Set(
        'div label input select option span button output svg title g rect text tspan a path circle details summary p'.split(
          ' ',
        ),
      ),
    );
    expect(
      all(document.body, '*').flatMap((e) => e.getAttributeNames().filter((name) => name.startsWith('on'))),
    ).toEqual([]);
    for (const a of all(document, 'a')) expect(a.getAttribute('href')).toMatch(/^#[A-Za-z0-9._/~-]+$/);
  });
});
