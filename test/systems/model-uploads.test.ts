import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const SERVER = `apiVersion: apps/v1
kind: Deployment
metadata: { name: scorer }
spec:
  selector: { matchLabels: { app: scorer } }
  template:
    metadata: { labels: { app: scorer } }
    spec: { containers: [{ name: server, image: "combustml/mleap-serving:1" }] }
---
apiVersion: v1
kind: Service
metadata: { name: scorer }
spec: { selector: { app: scorer }, ports: [{ port: 80 }] }
`;
const step = (...cmd: string[]): Files => ({
  'server.yaml': SERVER,
  'deliver.json': JSON.stringify({
    pipeline: { name: 'deliver' },
    input: { pfs: { repo: 'model', glob: '/' } },
    transform: { image: 'curlimages/curl', cmd },
  }),
});
const DEPLOYS = 'workflow-orchestration pachyderm --deploys-> model-serving mleap';

describe('Requests that give a model to its server', () => {
  it.each([
    ['a file', ['curl', '-XPUT', '--data-binary', '@/pfs/model/model.zip', 'http://scorer/model']],
    ['its address', ['curl', '-X', 'POST', 'http://scorer/models?url=churn.mar&initial_workers=1']],
    ['its name in the repository', ['curl', '-X', 'POST', 'http://scorer/v2/repository/models/churn/load']],
  ])('deploy it: %s', async (_, cmd) => {
    const { relations, criteria } = await auditFiles(step(...cmd));
    expect(relations).toContain(DEPLOYS);
    expect(criteria).toContain('G1.5');
  });

  it.each([
    ['asks which models there are', ['curl', 'http://scorer/models']],
    ['asks for a prediction', ['curl', '-X', 'POST', '-d', '@rows.json', 'http://scorer/v1/models/churn:predict']],
    ['sends data elsewhere', ['curl', '-X', 'PUT', '-T', 'rows.csv', 'http://scorer/rows']],
  ])('are none where a command %s', async (_, cmd) => {
    expect((await auditFiles(step(...cmd))).relations).not.toContain(DEPLOYS);
  });
});
