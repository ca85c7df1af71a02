import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

describe('Open Policy Agent and Gatekeeper', () => {
  it('are policy engines', async () => {
    const { components, relations } = await auditFiles({
      'policy/model.rego': `package model

deny contains msg if {
  input.accuracy < 0.8
  msg := "too weak"
}
`,
      'k8s/template.yaml': `apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata: { name: modellabels }
spec: { crd: { spec: { names: { kind: ModelLabels } } }, targets: [{ target: admission.k8s.gatekeeper.sh, rego: 'package x' }] }
---
apiVersion: constraints.gatekeeper.sh/v1beta1
kind: ModelLabels
metadata: { name: all-models }
spec: { match: { kinds: [{ apiGroups: [serving.kserve.io], kinds: [InferenceService] }] } }
`,
      '.github/workflows/p.yml': `on: push
jobs:
  p:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: conftest test metrics.json --policy policy
`,
    });
    expect(components).toEqual(['ci-cd github-actions', 'policy-engine opa', 'source-repository github']);
    expect(relations).toEqual([]);
  });
});

describe('Kyverno', () => {
  it('is a policy engine', async () => {
    const { components, relations } = await auditFiles({
      'k8s/p.yaml': `apiVersion: kyverno.io/v1
kind: ClusterPolicy
metadata: { name: signed-models }
spec: { validationFailureAction: Enforce, rules: [{ name: x, match: { any: [{ resources: { kinds: [InferenceService] } }] }, validate: { message: m, pattern: { metadata: { labels: { owner: '?*' } } } } }] }
`,
    });
    expect(components).toEqual(['policy-engine kyverno']);
    expect(relations).toEqual([]);
  });

  it('is not claimed for names and documentation', async () => {
    const { components, relations } = await auditFiles({
      'docs/policy.md': 'opa eval',
      'k8s/k.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: opa }
data: { POLICY: kyverno }
`,
    });
    expect(components).toEqual([]);
    expect(relations).toEqual([]);
  });
});
