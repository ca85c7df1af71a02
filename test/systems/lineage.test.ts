/** Runs that are told to a server of lineage: OpenLineage, which Marquez and catalogues take. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const FLOW = (emit: string): string => `from metaflow import FlowSpec, step
from openlineage.client import OpenLineageClient
from sklearn.svm import SVC

class Churn(FlowSpec):
    @step
    def start(self):
        SVC().fit(x, y)
        client = OpenLineageClient(url="http://marquez:5000")
        ${emit}
        self.next(self.end)

    @step
    def end(self):
        pass

if __name__ == "__main__":
    Churn()
`;

describe('OpenLineage', () => {
  it('keeps the runs of a pipeline', async () => {
    const { components, relations, criteria } = await auditFiles({
      'flow.py': FLOW('client.emit(event)'),
      'docker-compose.yml': 'services:\n  marquez:\n    image: marquezproject/marquez:0.49.0\n',
    });
    expect(components).toContain('ml-metadata-store openlineage');
    expect(relations).toContain('workflow-orchestration metaflow Churn --logs-to-> ml-metadata-store openlineage');
    expect(criteria).toContain('G1.11');
  });

  it('keeps nothing that is not sent', async () => {
    const { components, criteria } = await auditFiles({ 'flow.py': FLOW('print(client)') });
    expect(components.filter((one) => one.includes('openlineage'))).toEqual([]);
    expect(criteria).not.toContain('G1.11');
  });
});
