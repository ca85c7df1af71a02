import { catalogueOf, technology } from './support.js';

/** An action, a reusable workflow and a setting that the tests of GitHub Actions know. */
export const catalogue = catalogueOf(
  technology(
    'acme-deploy',
    { kind: 'action', pattern: 'acme/deploy', component: 'model-serving', relation: 'deploys', name: { key: 'name' } },
    {
      kind: 'action',
      pattern: 'acme/templates/.github/workflows/train.yml',
      component: 'workflow-orchestration',
      relation: 'triggers',
    },
    {
      kind: 'environment',
      pattern: 'ACME_URL',
      component: 'ml-metadata-store',
      relation: 'logs-to',
      links: [{ link: 'logs-to', identifier: 'host' }],
    },
  ),
);
