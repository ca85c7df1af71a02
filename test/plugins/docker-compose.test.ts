import { describe, expect, it } from 'vitest';
import dockerCompose from '../../src/plugins/docker-compose/index.js';
import { catalogueOf, extract, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology(
    'mlflow',
    { kind: 'image', pattern: 'mlflow/mlflow', component: 'ml-metadata-store' },
    { kind: 'environment', pattern: 'MLFLOW_TRACKING_URI', component: 'ml-metadata-store', relation: 'logs-to' },
  ),
);

const all = (text: string, path = 'ops/docker-compose.yml'): string[] =>
  show(extract(dockerCompose, path, text, { catalogue }));

/** Without the names by which commands mean services. */
const facts = (text: string, path?: string): string[] =>
  all(text, path).filter((fact) => !/^offer service:\S+ target \S+#(?:service:|services-built)/.test(fact));

describe('services', () => {
  it('are known by their names in the file, and in the directory that stands for it', () => {
    expect(all('services:\n  api:\n    image: acme/api\n').filter((fact) => fact.includes(' target '))).toEqual([
      'offer service:api target ops/docker-compose.yml#service:api',
      'offer service:api target ops#service:api',
    ]);
  });

  it('are known together where they say how they are built', () => {
    const built = all('services:\n  api:\n    build: .\n  db:\n    image: postgres:16\n');
    expect(built.filter((fact) => fact.includes('#services-built'))).toEqual([
      'offer service:api target ops/docker-compose.yml#services-built',
      'offer service:api target ops#services-built',
    ]);
  });

  it('run images, commands and mounted files', () => {
    const text = `
x-common: &common
  environment:
    MLFLOW_TRACKING_URI: http://mlflow:\${PORT:-5000}
services:
  mlflow:
    image: \${REGISTRY:-ghcr.io}/mlflow/mlflow:\${TAG}
    container_name: Tracking
    command: mlflow server --port 5000 --cost $$1
    environment: [BACKEND=postgresql://u:p@db:5432/x, HOME, EMPTY=]
    networks: { back: { aliases: [mlops] } }
  train:
    <<: *common
    build: { context: ../ml, dockerfile: docker/train.Dockerfile, args: { INDEX_URL: https://pypi.acme.com/simple } }
    image: acme/train
    entrypoint: [bash, -c]
    command: ["python train.py && echo done"]
    env_file: [.env, { path: ./ml.env }]
    volumes:
      - ../ml:/app
      - data:/data
      - /etc/hosts:/etc/hosts
      - { type: bind, source: ./conf.yml, target: /c }
      - { type: volume, source: data, target: /d }
    configs: [prom]
    deploy: { resources: { reservations: { devices: [{ driver: nvidia, capabilities: [gpu] }] } } }
  notebook:
    build: .
    working_dir: /srv/src/
    volumes: [../ml:/srv]
    command: >
      sh -c "pip install x
      && jupyter lab"
    scale: 0
configs: { prom: { file: ./prometheus.yml } }
`;
    expect(facts(text)).toEqual([
      'unit service:mlflow workload (mlflow)',
      'component service:mlflow is ml-metadata-store mlflow',
      'link service:mlflow built-from image ghcr.io/mlflow/mlflow:${TAG}',
      'embedded service:mlflow shell in ops @9: mlflow server --port 5000 --cost $1',
      'link service:mlflow reads-from host db',
      'offer service:mlflow host mlflow',
      'offer service:mlflow host tracking',
      'offer service:mlflow host mlops',
      'unit service:train workload (train)',
      'link service:train built-from image acme/train',
      'offer service:train image acme/train',
      'link service:train built-from path ml/docker/train.Dockerfile',
      'link service:train reads-from host pypi.acme.com',
      'embedded service:train shell in ml @17: python train.py && echo done',
      'component service:train acts logs-to ml-metadata-store mlflow',
      'link service:train logs-to host mlflow',
      'link service:train includes path ops/.env',
      'link service:train includes path ops/ml.env',
      'link service:train includes path ml',
      'link service:train includes path ops/conf.yml',
      'link service:train includes path ops/prometheus.yml',
      'offer service:train host train',
      'trait service:train requests-accelerator: gpu',
      'unit service:notebook workload (notebook) off disabled',
      'link service:notebook built-from path ops/Dockerfile',
      'embedded service:notebook shell in ml/src @32: pip install x && jupyter lab',
      'link service:notebook includes path ml',
      'offer service:notebook host notebook',
    ]);
  });

  it.each<[what: string, service: string, facts: string[]]>([
    [
      'a stage of a Dockerfile',
      '{build: {context: ., target: serve}}',
      ['link service:a built-from target ops/Dockerfile#serve', 'offer service:a host a'],
    ],
    [
      'a build from elsewhere',
      '{build: "https://github.com/acme/app.git"}',
      ['not-understood service:a remote-reference: https://github.com/acme/app.git', 'offer service:a host a'],
    ],
    ['a build inside the file', '{build: {dockerfile_inline: FROM x}}', ['offer service:a host a']],
    [
      'a program of its own in an image',
      '{image: mlflow/mlflow, command: python train.py}',
      [
        'link service:a built-from image mlflow/mlflow',
        'embedded service:a shell in ops @2: python train.py',
        'offer service:a host a',
      ],
    ],
    [
      'options for the program of the image',
      '{image: prom/prometheus, command: [--config.file=x]}',
      ['link service:a built-from image prom/prometheus', 'offer service:a host a'],
    ],
    [
      'a graphics processor',
      '{image: x, gpus: all}',
      ['link service:a built-from image x', 'offer service:a host a', 'trait service:a requests-accelerator: gpu'],
    ],
    [
      'a service that extends another',
      '{extends: {file: base.yml, service: b}}',
      ['link service:a includes path ops/base.yml', 'offer service:a host a'],
    ],
    ['an override', '{logging: {driver: x}}', []],
    [
      'odd types',
      '{image: [], build: 1, command: {}, environment: x, volumes: {}, deploy: [], networks: [n], ports: a}',
      ['link service:a built-from path ops/1/Dockerfile', 'offer service:a host a'],
    ],
  ])('%s', (_, service, expected) => {
    expect(facts(`services:\n  a: ${service}\n`)).toEqual(['unit service:a workload (a)', ...expected]);
  });
});

describe('files', () => {
  const service = 'services:\n  a:\n    image: x\n';
  const found = ['unit service:a workload (a)', 'link service:a built-from image x', 'offer service:a host a'];

  it.each<[path: string, text: string, facts: string[]]>([
    ['compose.yaml', service, found],
    ['docker-compose.prod.yml', service, found],
    ['ops/stack.yml', service, found],
    ['ops/local.yml', service, found],
    [
      'compose.yaml',
      `include: [other.yml, { path: [a.yml] }]\n${service}`,
      ['link - includes path other.yml', 'link - includes path a.yml', ...found],
    ],
    ['app.yml', 'services:\n  a:\n    arguments: []\n  b:\n    image : {}\n', []],
    ['app.yml', `apiVersion: v1\n${service}`, []],
    ['.gitlab-ci.yml', 'services:\n  - postgres\njob:\n  image: x\n', []],
    ['.github/workflows/ci.yml', 'jobs:\n  a:\n    services:\n      db:\n        image: x\n', []],
    ['app.json', '{"services": {"a": {"image": "x"}}}', []],
    ['compose.yaml', '', []],
    ['compose.yaml', 'services: [a]', []],
  ])('%s', (path, text, expected) => {
    expect(facts(text, path)).toEqual(expected);
  });
});
