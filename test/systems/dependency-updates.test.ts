import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Renovate', () => {
  it('belongs to the repository', async () => {
    const { components, relations } = await auditFiles({
      'renovate.json':
        '{ "extends": ["config:recommended"], "packageRules": [{ "matchManagers": ["pip_requirements"], "automerge": true }] }',
    });
    expect(components).toEqual(['source-repository renovate']);
    expect(relations).toEqual([]);
  });
});

describe('Dependabot', () => {
  it('belongs to the repository', async () => {
    const { components, relations } = await auditFiles({
      '.github/dependabot.yml': `version: 2
updates:
  - { package-ecosystem: pip, directory: /, schedule: { interval: weekly } }
`,
    });
    expect(components).toEqual(['source-repository github']);
    expect(relations).toEqual([]);
  });
});
