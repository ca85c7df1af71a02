/**
 * Every modelled relation against the figures, written down by hand: both ends and what lies between, the kind of flow, whether
 * it is asked for, where it stands and how it is known.
 */
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ModelRelation } from '../../src/conformance/types.js';
import { readKnowledge } from '../../src/knowledge/read.js';

const { architectures } = readKnowledge(resolve(import.meta.dirname, '../..'));

/** `id | from → through → to, also | flow | modality`, with `text` at the end where the figure does not draw it. */
function line({ id, from, through = [], to, alsoTo = [], flow, modality, source, provenance }: ModelRelation): string {
  const ends = [[from, ...through, to].join(' → '), ...alsoTo].join(', ');
  const where = /Figure/.test(source) ? 'drawn' : 'text';
  return `${id} | ${ends} | ${flow ?? ''} | ${modality} | ${where} | ${provenance}`;
}

const lines = (table: string): string[] => {
  const rows = table.trim().split('\n');
  return rows.map((row) => row.trim().replace(/\s+/g, ' '));
};

const of = (id: string): string[] =>
  (architectures.find((model) => model.id === id)?.relations ?? []).map((relation) => line(relation));

describe('relations of Kreuzberger, Kühl and Hirschl', () => {
  // Figure 4 draws the metadata store of e34 inside the orchestrator; definitions do not tell the two stores apart.
  it('are those of Figure 4 and of the text', () => {
    expect(of('kreuzberger-2022')).toEqual(
      lines(`
        e1  | A.1 → A.2 → A.3 → A.4 → A.5 | process | allowed | drawn | sourced
        e2  | data-sources → A.5 | data-engineering | allowed | drawn | sourced
        e3  | A.5 → B1 | process | allowed | drawn | sourced
        e4  | B1.6 → B1.7 | model-code | allowed | drawn | sourced
        e5  | B1.6 → transformation-rules → B2.10 | process | allowed | drawn | sourced
        e6  | B1.7 → feature-engineering-rules → B2.11 | process | allowed | drawn | sourced
        e7  | data-sources → B2.8 | data-engineering | required | drawn | sourced
        e8  | B2.8 → B2.9 → B2.10 → B2.11 → B2.12 | process | allowed | drawn | sourced
        e9  | B2.12 → C4 | data-engineering | required | drawn | sourced
        e10 | data-pipeline-code → C2, B2 | model-code | allowed | drawn | sourced
        e11 | C2 → C1.de | model-code | allowed | drawn | sourced
        e12 | C1.de → artifact-store.de | model-code | allowed | drawn | sourced
        e13 | artifact-store.de → C3.de | model-code | allowed | drawn | sourced
        e14 | C3.de → B2 | process | required | drawn | sourced
        e15 | data-sources → C.13 | data-engineering | allowed | drawn | sourced
        e16 | C4 → C.13 | versioned-feature | allowed | drawn | sourced
        e17 | C.13 → C.14 → C.15 → C.16 → C.17 | process | allowed | drawn | sourced
        e18 | C → B1 | feedback | allowed | drawn | sourced
        e19 | model-training-code → C2 | model-code | allowed | drawn | sourced
        e20 | C.17 → C2 | model-code | allowed | drawn | sourced
        e21 | workflow-pipeline-code → C2 | model-code | allowed | drawn | sourced
        e22 | model-serving-code → C2 | model-code | allowed | drawn | sourced
        e23 | C → C7 | band | required | drawn | sourced
        e24 | C → C5 | band | allowed | drawn | sourced
        e25 | C2 → C1 | unlabelled | required | drawn | sourced
        e26 | C1 → artifact-store | model-code | required | drawn | sourced
        e27 | artifact-store → C3 | model-code | required | drawn | sourced
        e28 | scheduler → C3, D | process | required | drawn | sourced
        e29 | C4 → scheduler | feedback | allowed | drawn | sourced
        e30 | C9 → scheduler | feedback | required | drawn | sourced
        e31 | C3 → D | process | required | drawn | sourced
        e32 | C4 → D.18 | versioned-feature | required | drawn | sourced
        e33 | D.18 → D.19 → D.20 → D.21 → D.22 → D.23 | process | required | drawn | sourced
        e34 | D → C7 | unlabelled | required | drawn | sourced
        e35 | D → C7.registry | unlabelled | allowed | drawn | sourced
        e36 | D → C5 | band | allowed | drawn | sourced
        e37 | D.23 → C6 | model-code | required | drawn | sourced
        e38 | C6 → C1 | model-code | required | drawn | sourced
        e39 | C2 → C1 | text | allowed | text | sourced
        e40 | C1 → C8 | model-code | required | drawn | sourced
        e41 | C4.online → C8 | versioned-feature | allowed | drawn | sourced
        e42 | C4.offline → C8 | text | allowed | text | sourced
        e43 | C8 → serving-infrastructure | band | allowed | drawn | sourced
        e44 | C8 → C9 | feedback | required | drawn | sourced
        e45 | C9 → C.13 | feedback | allowed | drawn | sourced
        e46 | C9 → B1 | feedback | allowed | drawn | sourced
        e47 | C9 → C1, C3, data-processing-infrastructure, serving-infrastructure | text | allowed | text | sourced
        online-features | C4.offline → C8 | versioned-feature | forbidden | text | sourced
      `),
    );
  });
});

describe('relations of Kumara et al.', () => {
  it('are those of Figure 2', () => {
    expect(of('kumara-2022')).toEqual(
      lines(`
        k1  | k2.ds-exp → k2.dev | data | allowed | drawn | sourced
        k2  | k2.dev → k2.scm | commit | allowed | drawn | sourced
        k3  | k2.scm → k2.build | trigger | required | drawn | sourced
        k4  | k2.build → k2.artreg | publish | required | drawn | sourced
        k5  | k2.build → k2.zone.training | deploy-pipeline | required | drawn | sourced
        k6  | k2.ds-train → k2.data | data | required | drawn | sourced
        k7  | k2.data → k2.fe | sequence | allowed | drawn | sourced
        k8  | k2.fe → k2.train | sequence | allowed | drawn | sourced
        k9  | k2.data → k2.datastore | write | allowed | drawn | sourced
        k10 | k2.fe → k2.datastore | read | allowed | drawn | sourced
        k11 | k2.fe → k2.fstore | write | required | drawn | sourced
        k12 | k2.train → k2.fstore | read | required | drawn | sourced
        k13 | k2.train → k2.mreg | register | required | drawn | sourced
        k14 | k2.train → k2.meta | log-metadata | required | drawn | sourced
        k15 | k2.mreg → k2.release | trigger | required | drawn | sourced
        k16 | k2.artreg → k2.release | read | allowed | drawn | sourced
        k17 | external → k2.release | trigger | allowed | drawn | sourced
        k18 | k2.release → k2.zone.serving | deploy-model | required | drawn | sourced
        k19 | k2.prod → k2.batch | data | allowed | drawn | sourced
        k20 | k2.batch → k2.predstore | write | allowed | drawn | sourced
        k21 | k2.stream → k2.predstore | write | allowed | drawn | sourced
        k22 | k2.predsvc → k2.predstore | use | allowed | drawn | sourced
        k23 | k2.consumers → k2.stream | request | allowed | drawn | sourced
        k24 | k2.consumers → k2.predstore | request | allowed | drawn | sourced
        k25 | k2.consumers → k2.predsvc | request | allowed | drawn | sourced
        k26 | k2.zone.training → k2.mon | telemetry | allowed | drawn | sourced
        k27 | k2.zone.serving → k2.mon | telemetry | required | drawn | sourced
        k28 | k2.mon → k2.dev | feedback | allowed | drawn | sourced
        k29 | k2.mon → k2.retrain | feedback | required | drawn | sourced
        k30 | k2.mon → k2.gov | feedback | allowed | drawn | sourced
        k31 | k2.sched → k2.retrain | trigger | required | drawn | sourced
        k32 | k2.gov → k2.retrain | trigger | allowed | drawn | sourced
        k33 | k2.retrain → k2.zone.training | trigger | allowed | drawn | sourced
      `),
    );
  });
});

/** Discovered relations that must, and must not, answer to a modelled one: its ends and no others. */
describe('what answers to a relation', () => {
  const KINDS = {
    'kreuzberger-2022':
      'e9 feature-store, e23 ml-metadata-store, e26 artifact-registry, e28 scheduler, e30 monitoring, e32 feature-store, ' +
      'e34 ml-metadata-store, e37 model-registry, e38 model-registry, e40 model-serving, e41 feature-store, e44 monitoring',
    'kumara-2022':
      'k4 artifact-registry, k9 data-store, k11 feature-store, k12 feature-store, k13 model-registry, k14 ml-metadata-store, ' +
      'k15 model-registry, k18 model-serving, k26 monitoring, k27 monitoring, k29 monitoring',
  };
  const cases = Object.entries(KINDS).flatMap(([model, text]) =>
    text.split(', ').map((entry) => [model, ...entry.split(' ')] as [string, string, string]),
  );

  it.each(cases)('%s %s always has a %s at one end', (model, id, type) => {
    const relation = architectures.find((m) => m.id === model)?.relations.find((r) => r.id === id);
    const patterns = relation?.answeredBy ?? [];
    expect(patterns.length).toBeGreaterThan(0);
    for (const pattern of patterns)
      expect('start' in pattern || [pattern.from, pattern.to].some((end) => end.includes(type as never))).toBe(true);
  });
});
