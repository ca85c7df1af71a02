import { describe, expect, it } from 'vitest';
import { readable } from '../../../src/facts/value.js';
import { chartOf, conditions, helmText } from '../../../src/plugins/shared/helm.js';

describe('chartOf', () => {
  it.each<[path: string, chart: string | undefined]>([
    ['charts/app/templates/deployment.yaml', 'charts/app'],
    ['templates/x.yaml', '.'],
    ['charts/app/charts/db/templates/sub/x.yaml', 'charts/app/charts/db'],
    ['k8s/deployment.yaml', undefined],
    ['my-templates/x.yaml', undefined],
  ])('%s', (path, chart) => {
    expect(chartOf(path)).toBe(chart);
  });
});

describe('helmText', () => {
  it.each<[text: string, readable: string]>([
    ['{{ .Values.image.repository }}:{{ .Values.image.tag }}', '${image.repository}:${image.tag}'],
    ['{{- .Values.a | default 1 | quote -}}', '${a}'],
    ['{{ default "x" .Values.a }}', '${a}'],
    ['{{ $.Values.a-b }}', '${a-b}'],
    ['v{{ .Chart.AppVersion }}', 'v${.Chart.AppVersion}'],
    ['{{ if .Values.a }}x{{ else }}y{{ end }}', 'xy'],
    ['{{/* .Values.a */}}x', 'x'],
    ['{{   include  "app.fullname"   . }}-db', 'app.fullname-db'],
    ['{{ printf "%s-x" .Values.a }}', '{{ printf "%s-x" .Values.a }}'],
    ['{{ .Release.Name }}', 'release-name'],
    ['{{ .Release.Namespace }}', '{{ .Release.Namespace }}'],
    ['{{ open', '{{ open'],
    ['plain', 'plain'],
  ])('%s', (text, expected) => {
    expect(readable(helmText(text, 'chart'))).toBe(expected);
  });

  it('takes time linear in the text', () => {
    const start = performance.now();
    for (const part of ['{{', '{{ .Values.a }}', '{{ (', '}}', '{{ if ']) {
      helmText(part.repeat(50_000), 'c');
      conditions(part.repeat(50_000));
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('conditions', () => {
  const values = (text: string): string[][] => conditions(text).map((condition) => condition.values);

  it.each<[text: string, values: string[][]]>([
    ['{{ if .Values.a.b }}x{{ end }}', [['a.b']]],
    ['{{ if and .Values.a $.Values.b }}x{{ end }}', [['a', 'b']]],
    ['{{ if .Values.a | default false }}x{{ end }}', [['a']]],
    ['{{ if ((.Values.a).b | default false) }}x{{ end }}', [['a.b']]],
    ['{{ if (.Values.a | default dict).b }}x{{ end }}', [['a.b']]],
    ['{{ if and .Values.a (not .Values.b) (or .Values.c .Values.d) }}x{{ end }}', [['a']]],
    // Not known to be off when the value is false.
    ['{{ if or .Values.a .Values.b }}x{{ end }}', []],
    ['{{ if not .Values.a }}x{{ end }}', []],
    ['{{ if eq .Values.a "b" }}x{{ end }}', []],
    ['{{ if .Values.a | default true }}x{{ end }}', []],
    ['{{ with .Values.a }}x{{ end }}', []],
    ['{{ if .Values.a }}x', []],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('end at else and nest', () => {
    const text = '{{ if .Values.a }}1{{ range .Values.l }}{{ if .Values.b }}2{{ end }}{{ end }}{{ else }}3{{ end }}';
    const parts = conditions(text).map(({ start, end, values: v }) => [text.slice(start, end), v]);
    expect(parts).toEqual([
      ['2', ['b']],
      ['1{{ range .Values.l }}{{ if .Values.b }}2{{ end }}{{ end }}', ['a']],
    ]);
  });
});
