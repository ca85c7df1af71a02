import { describe, expect, it } from 'vitest';
import { dot } from '../../src/diagram/dot/index.js';
import { assessmentOf, component, relation } from './assessments.js';

const TRAIN = 'training-pipeline/scikit-learn/train.py';
const lines = (text: string): string[] => text.split('\n').slice(4, -2);

describe('dot', () => {
  it('draws lanes as clusters, components as nodes and relations as edges', () => {
    const assessment = assessmentOf(
      [component(TRAIN), component('model-registry/mlflow', 'platform'), component('data-store/amazon-s3')],
      [relation(TRAIN, 'registers-in', 'model-registry/mlflow'), relation(TRAIN, 'reads-from', 'data-store/amazon-s3')],
    );
    const text = dot(assessment, {
      technologyName: (id) => ({ mlflow: 'MLflow', 'amazon-s3': 'Amazon S3' })[id] ?? id,
    });
    const small = (words: string, color: string): string =>
      `<BR/><FONT POINT-SIZE="10" COLOR="${color}">${words}</FONT>`;
    const label = (name: string, ...more: string[]): string => `label=<<B>${name}</B>${more.join('')}>`;
    expect(lines(text)).toEqual([
      '  subgraph cluster_1 {',
      '    graph [label="Data and features", style="filled,rounded", color="#e9f5f3", fontcolor="#0f766e", margin=10];',
      `    "data-store/amazon-s3" [${label('Amazon S3', small('data store', '#59636e'), small('model', '#66707b'))}, color="#0f766e", class="lane1"];`,
      '  }',
      '  subgraph cluster_2 {',
      '    graph [label="Training and orchestration", style="filled,rounded", color="#eaf1fb", fontcolor="#1d4ed8", margin=10];',
      `    "${TRAIN}" [${label('scikit-learn', small('train.py', '#1f2328'), small('training pipeline', '#59636e'), small('model', '#66707b'))}, color="#1d4ed8", class="lane2"];`,
      '  }',
      '  subgraph cluster_3 {',
      '    graph [label="Model management", style="filled,rounded", color="#f2eefb", fontcolor="#6d28d9", margin=10];',
      `    "model-registry/mlflow" [${label('MLflow', small('model registry', '#59636e'), small('platform', '#66707b'))}, color="#6d28d9", class="lane3"];`,
      '  }',
      '  { rank=same; "data-store/amazon-s3" }',
      `  { rank=same; "${TRAIN}" }`,
      `  "data-store/amazon-s3" -> "${TRAIN}" [style=invis, weight=0];`,
      '  { rank=same; "model-registry/mlflow" }',
      `  "${TRAIN}" -> "model-registry/mlflow" [style=invis, weight=0];`,
      `  "data-store/amazon-s3" -> "${TRAIN}" [label="  reads from ", color="#1d4ed8a0", dir=back];`,
      `  "${TRAIN}" -> "model-registry/mlflow" [label="  registers in ", color="#1d4ed8a0"];`,
    ]);
  });

  it('names no source when there is one, and joins the relations of a pair', () => {
    const text = dot(
      assessmentOf(
        [component('ci-cd/a'), component('monitoring/b')],
        [relation('ci-cd/a', 'deploys', 'monitoring/b'), relation('ci-cd/a', 'builds', 'monitoring/b')],
      ),
    );
    expect(text).not.toContain('>model<');
    expect(text).toContain('"ci-cd/a" -> "monitoring/b" [label="  builds \\n  deploys ", color="#6b7280a0"];');
  });

  it('dashes what is only declared, and says so', () => {
    const assessment = assessmentOf(
      [component('ci-cd/a'), component('model-registry/b', 'model', 'declared')],
      [relation('ci-cd/a', 'registers-in', 'model-registry/b', 'declared')],
    );
    expect(dot(assessment)).not.toMatch(/dashed|Dashed|model-registry/);
    const text = dot(assessment, { declared: true });
    expect(text).toContain('label="\\nDashed: only listed, switched off or unused"; labelloc=b;');
    expect(text).toMatch(
      /"model-registry\/b" \[label=.*, style="filled,rounded,dashed", color="#66707b", fontcolor="#66707b", class="lane3"\];/,
    );
    expect(text).toContain(
      '"ci-cd/a" -> "model-registry/b" [label="  registers in ", color="#66707b", style=dashed, fontcolor="#66707b"];',
    );
  });

  it('breaks long names of technologies, and cuts long names of components', () => {
    const name = (technology: string): string =>
      dot(assessmentOf([component(`ci-cd/t/${'x'.repeat(60)}`)]), { technologyName: () => technology });
    expect(name('Amazon Elastic Kubernetes Service')).toContain(
      '<<B>Amazon Elastic</B><BR/><B>Kubernetes Service</B><BR/>',
    );
    expect(name('x'.repeat(60))).toContain(
      `<<B>${'x'.repeat(8)}…${'x'.repeat(17)}</B><BR/><FONT POINT-SIZE="10" COLOR="#1f2328">${'x'.repeat(8)}…${'x'.repeat(17)}</FONT>`,
    );
  });

  it('says when there is nothing', () => {
    expect(lines(dot(assessmentOf([])))).toEqual([
      '  "nothing" [label="No component was found.", shape=plaintext, style="", fontsize=12];',
    ]);
  });
});
