import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../src/assessment/types.js';
import { dot } from '../../src/diagram/dot/index.js';
import { diagramView, type ViewOptions } from '../../src/diagram/view/index.js';
import { assessmentOf, component, relation } from './assessments.js';

const TRAIN = 'training-pipeline/scikit-learn/train.py';
const draw = (assessment: Assessment, options?: ViewOptions): string => dot(diagramView(assessment, options));
const lines = (text: string): string[] => text.split('\n').slice(4, -2);

describe('dot', () => {
  it('draws lanes as clusters, components as nodes and relations as edges', () => {
    const assessment = assessmentOf(
      [component(TRAIN), component('model-registry/mlflow', 'platform'), component('data-store/amazon-s3')],
      [relation(TRAIN, 'registers-in', 'model-registry/mlflow'), relation(TRAIN, 'reads-from', 'data-store/amazon-s3')],
    );
    const text = draw(assessment, {
      technologyName: (id) => ({ mlflow: 'MLflow', 'amazon-s3': 'Amazon S3' })[id] ?? id,
    });
    const small = (words: string, color = '#4f5965'): string =>
      `<BR/><FONT POINT-SIZE="10" COLOR="${color}">${words}</FONT>`;
    const label = (name: string, ...more: string[]): string => `label=<<B>${name}</B>${more.join('')}>`;
    expect(lines(text)).toEqual([
      '  subgraph cluster_1 {',
      '    graph [label="Data and features", style="filled,rounded", color="#e9f5f3", fontcolor="#0f766e", margin=10];',
      `    n1 [${label('Amazon S3', small('data store'), small('model'))}, color="#0f766e"];`,
      '  }',
      '  subgraph cluster_2 {',
      '    graph [label="Training and orchestration", style="filled,rounded", color="#eaf1fb", fontcolor="#1d4ed8", margin=10];',
      `    n3 [${label('scikit-learn', small('train.py', '#1f2328'), small('training pipeline'), small('model'))}, color="#1d4ed8"];`,
      '  }',
      '  subgraph cluster_3 {',
      '    graph [label="Model management", style="filled,rounded", color="#f2eefb", fontcolor="#6d28d9", margin=10];',
      `    n2 [${label('MLflow', small('model registry'), small('platform'))}, color="#6d28d9"];`,
      '  }',
      '  { rank=same; n1 }',
      '  { rank=same; n3 }',
      '  n1 -> n3 [style=invis, weight=0];',
      '  { rank=same; n2 }',
      '  n3 -> n2 [style=invis, weight=0];',
      '  n1 -> n3 [id=e1, label="  reads from ", color="#0f766e", dir=back, arrowtail=vee];',
      '  n3 -> n2 [id=e2, label="  registers in ", color="#6d28d9", arrowhead=diamond];',
    ]);
  });

  it('names no source when there is one, and joins the relations of a pair', () => {
    const text = draw(
      assessmentOf(
        [component('ci-cd/a'), component('monitoring/b')],
        [relation('ci-cd/a', 'deploys', 'monitoring/b'), relation('ci-cd/a', 'builds', 'monitoring/b')],
      ),
    );
    expect(text).not.toContain('>model<');
    expect(text).toContain('n1 -> n2 [id=e1, label="  builds \\n  deploys ", color="#57606a", arrowhead=normal];');
  });

  it('dashes what is only declared, and says so', () => {
    const assessment = assessmentOf(
      [component('ci-cd/a'), component('model-registry/b', 'model', 'declared')],
      [relation('ci-cd/a', 'registers-in', 'model-registry/b', 'declared')],
    );
    expect(draw(assessment)).not.toMatch(/dashed|Dashed|model registry/);
    const text = draw(assessment, { declared: true });
    expect(text).toMatch(/n2 \[label=.*◐ declared only.*, style="filled,rounded,dashed", color="#4f5965"\];/);
    expect(text).toContain(
      'n1 -> n2 [id=e1, label="  registers in ", color="#6d28d9", style=dashed, arrowhead=diamond];',
    );
  });

  it('breaks long names of technologies, and cuts long names of components', () => {
    const name = (technology: string): string =>
      draw(assessmentOf([component(`ci-cd/t/${'x'.repeat(60)}`)]), { technologyName: () => technology });
    expect(name('Amazon Elastic Kubernetes Service')).toContain(
      '<<B>Amazon Elastic</B><BR/><B>Kubernetes Service</B><BR/>',
    );
    expect(name('x'.repeat(60))).toContain(
      `<<B>${'x'.repeat(8)}…${'x'.repeat(17)}</B><BR/><FONT POINT-SIZE="10" COLOR="#1f2328">${'x'.repeat(8)}…${'x'.repeat(17)}</FONT>`,
    );
  });

  it('says when there is nothing', () => {
    expect(lines(draw(assessmentOf([])))).toEqual([
      '  nothing [label="No component was found.", shape=plaintext, style="", fontsize=12];',
    ]);
  });
});
