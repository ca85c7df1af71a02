import { describe, expect, it } from 'vitest';
import dockerfile from '../../src/plugins/dockerfile/index.js';
import { catalogueOf, extract, place, show, technology } from './support.js';

const catalogue = catalogueOf(
  technology('tensorflow-serving', { kind: 'image', pattern: 'tensorflow/serving', component: 'model-serving' }),
  technology('mlflow', {
    kind: 'environment',
    pattern: 'MLFLOW_TRACKING_URI',
    component: 'ml-metadata-store',
    relation: 'logs-to',
  }),
);

const facts = (text: string, path = 'app/Dockerfile'): string[] => show(extract(dockerfile, path, text, { catalogue }));
const head = (path: string, image: string): string[] => [
  'unit stage:0 image (0)',
  `offer stage:0 target ${path}#0`,
  `link stage:0 built-from image ${image}`,
];

describe('stages', () => {
  it('are units that build upon one another', () => {
    const text = `
ARG VERSION=3.11
FROM python:\${VERSION} AS base
WORKDIR /srv
COPY requirements.txt .
RUN pip install -r requirements.txt
FROM node AS web
RUN npm ci
FROM base AS final
COPY --from=web /dist ./static
COPY --from=1 /dist ./other
COPY --from=ghcr.io/astral-sh/uv /uv /bin/
COPY src/ ./src/
ENV MLFLOW_TRACKING_URI=http://mlflow:5000 DATA="s3://data/x"
CMD ["python", "src/main.py"]
`;
    expect(facts(text, 'Dockerfile')).toEqual([
      'unit stage:base image (base)',
      'offer stage:base target Dockerfile#base',
      'link stage:base built-from image python:3.11',
      'link stage:base includes path requirements.txt',
      'embedded stage:base shell in . @6: pip install -r requirements.txt',
      'unit stage:web image (web)',
      'offer stage:web target Dockerfile#web',
      'link stage:web built-from image node',
      'embedded stage:web shell in . @8: npm ci',
      'unit stage:final image (final)',
      'offer stage:final target Dockerfile#final',
      'link stage:final built-from target Dockerfile#base',
      'link stage:final includes target Dockerfile#web',
      'link stage:final includes target Dockerfile#web',
      'link stage:final includes path src',
      'component stage:final acts logs-to ml-metadata-store mlflow',
      'link stage:final logs-to host mlflow',
      'link stage:final reads-from bucket data',
      'embedded stage:final shell in . @15: python src/main.py',
    ]);
  });

  it('are what the base image of the last one is', () => {
    expect(facts('FROM tensorflow/serving:2.14\nCOPY models /models\n', 'Dockerfile')).toEqual([
      'unit stage:0 image (0)',
      'offer stage:0 target Dockerfile#0',
      'component stage:0 is model-serving tensorflow-serving',
      'link stage:0 built-from image tensorflow/serving:2.14',
      'link stage:0 includes path models',
    ]);
    expect(
      facts('FROM tensorflow/serving AS a\nFROM a\n', 'Dockerfile').filter((f) => f.startsWith('component')),
    ).toEqual(['component stage:1 is model-serving tensorflow-serving']);
    expect(facts('FROM tensorflow/serving AS a\nFROM scratch\n', 'Dockerfile')).toEqual([
      'unit stage:a image (a)',
      'offer stage:a target Dockerfile#a',
      'link stage:a built-from image tensorflow/serving',
      'unit stage:1 image (1)',
      'offer stage:1 target Dockerfile#1',
    ]);
  });
});

describe('commands', () => {
  const started = (text: string, path = 'app/Dockerfile'): string[] =>
    facts(`FROM python\n${text}\n`, path).filter((fact) => fact.startsWith('embedded') || fact.includes('python-name'));

  it.each<[what: string, text: string, facts: string[]]>([
    ['exec form', 'CMD ["python", "a b.py"]', ["embedded stage:0 shell in app @2: python 'a b.py'"]],
    ['shell form', 'CMD uvicorn main:app', ['embedded stage:0 shell in app @2: uvicorn main:app']],
    ['the last command counts', 'CMD a\nCMD b', ['embedded stage:0 shell in app @3: b']],
    [
      'entry point and command',
      'ENTRYPOINT ["python"]\nCMD ["x.py"]',
      ['embedded stage:0 shell in app @2: python x.py'],
    ],
    [
      'a command in front of its entry point',
      'CMD ["x.py"]\nENTRYPOINT ["python"]',
      ['embedded stage:0 shell in app @3: python x.py'],
    ],
    ['an entry point as shell ignores the command', 'ENTRYPOINT a\nCMD ["b"]', ['embedded stage:0 shell in app @2: a']],
    ['a shell with its script', 'ENTRYPOINT ["/bin/sh", "-c", "a && b"]', ['embedded stage:0 shell in app @2: a && b']],
    ['a shell that waits for a script', 'ENTRYPOINT ["/bin/bash", "-c"]', []],
    ['options alone', 'CMD ["--help"]', []],
    [
      'variables',
      'ARG P=80\nENV URI=db:$P\nCMD serve $URI ${P} $X',
      ['embedded stage:0 shell in app @4: serve db:80 80 $X'],
    ],
    [
      'the directory that was copied',
      'COPY src /srv/app\nWORKDIR /srv/app\nCMD a',
      ['embedded stage:0 shell in app/src @4: a'],
    ],
    ['a directory below', 'COPY . /srv\nWORKDIR /srv/api\nCMD a', ['embedded stage:0 shell in app/api @4: a']],
    [
      'a directory above',
      'WORKDIR /srv\nCOPY api ./api\nCMD python api/x.py',
      ['embedded stage:0 shell in app @4: python api/x.py'],
    ],
    [
      'a program by its place in the image',
      'COPY src /opt/code\nCMD ["python", "/opt/code/run.py"]',
      ['embedded stage:0 shell in app @3: python src/run.py'],
    ],
    [
      'a single file',
      'COPY run.py /opt/\nCMD ["python", "/opt/run.py"]',
      ['embedded stage:0 shell in app @3: python run.py'],
    ],
    [
      'files without an ending',
      'WORKDIR /srv\nCOPY Pipfile .env ./\nCOPY src/ ./src/\nCMD a',
      ['embedded stage:0 shell in app @5: a'],
    ],
    [
      'a directory that begins with a dot',
      'COPY .dvc/ /srv/\nWORKDIR /srv\nCMD a',
      ['embedded stage:0 shell in app/.dvc @4: a'],
    ],
    [
      'a folder of the name of the own one',
      'COPY common /common\nCOPY app /srv\nWORKDIR /srv\nCMD python run.py',
      ['embedded stage:0 shell in app/app @5: python run.py', 'embedded stage:0 shell in app @5: python run.py'],
    ],
    [
      'a folder of another name',
      'COPY train /srv\nWORKDIR /srv\nCMD python run.py',
      ['embedded stage:0 shell in app/train @4: python run.py'],
    ],
    ['RUN as a list', 'RUN ["pip", "install", "x"]', ['embedded stage:0 shell in app @2: pip install x']],
  ])('%s', (_, text, expected) => {
    expect(started(text)).toEqual(expected);
  });

  it('are handlers in the images of AWS Lambda', () => {
    expect(
      facts('FROM public.ecr.aws/lambda/python:3.12\nCOPY app.py ${LAMBDA_TASK_ROOT}/\nCMD ["app.handler"]\n'),
    ).toEqual([
      ...head('app/Dockerfile', 'public.ecr.aws/lambda/python:3.12'),
      'link stage:0 includes path app/app.py',
      'link stage:0 includes path app.py',
      'link stage:0 imports path app/app.py',
      'link stage:0 calls python-name app.handler',
    ]);
  });

  it('keep their place', () => {
    expect(extract(dockerfile, 'Dockerfile', 'FROM python\nRUN a \\\n  && b\n').at(-1)).toEqual({
      fact: 'embedded',
      unit: 'stage:0',
      language: 'shell',
      text: 'a   && b',
      line: 2,
      column: 5,
      directory: '.',
      at: place(2, 5, 'RUN a \\'),
    });
  });
});

describe('build contexts', () => {
  const included = (path: string, ...copies: string[]): string[] =>
    facts(`FROM python\n${copies.map((copy) => `COPY ${copy}\n`).join('')}`, path)
      .filter((fact) => fact.includes(' includes path '))
      .map((fact) => fact.slice(fact.lastIndexOf(' ') + 1));

  it.each<[what: string, path: string, copies: string[], paths: string[]]>([
    ['the root', 'Dockerfile', ['. .', 'a.py b.py /x/'], ['.', 'a.py', 'b.py']],
    [
      'told by a path to the file itself',
      'ml/docker/train/Dockerfile',
      ['docker/train/requirements.txt /', 'src /s'],
      ['ml/docker/train/requirements.txt', 'ml/src'],
    ],
    ['told by the folder of the file', 'apps/api/Dockerfile', ['apps/api .', 'models /m'], ['apps/api', 'models']],
    ['told by a folder with its slash', 'api/Dockerfile', ['./api/ .'], ['api']],
    ['not told by one name', 'api/Dockerfile', ['api .'], ['api/api', 'api']],
    ['beside a folder of Dockerfiles', 'ml/docker/Dockerfile', ['src /s', '. .'], ['ml/src', 'ml/docker/src', 'ml']],
    ['not told', 'svc/Dockerfile', ['src /s', '. .'], ['svc/src', 'src', 'svc']],
    [
      'patterns, URLs and documents are no paths',
      'Dockerfile',
      ['*.py /', 'https://a.b/c /', '--chmod=755 x /', '<<EOF /f\nhi\nEOF', '../up /'],
      ['x'],
    ],
  ])('%s', (_, path, copies, paths) => {
    expect(included(path, ...copies)).toEqual(paths);
  });
});

it.each<[what: string, path: string, text: string]>([
  ['no stage', 'Dockerfile', 'RUN a\n'],
  ['an empty file', 'Dockerfile', ''],
  ['a list of ignored files', 'Dockerfile.dockerignore', 'FROM x'],
])('%s gives nothing', (_, path, text) => {
  expect(show(extract(dockerfile, path, text, { language: 'dockerfile' }))).toEqual([]);
});

it.each(['Dockerfile', 'a/Dockerfile.train', 'train.dockerfile', 'Containerfile', 'Dockerfile_code'])(
  '%s is read',
  (path) => {
    expect(show(extract(dockerfile, path, 'FROM x', { language: 'dockerfile' }))).toEqual(head(path, 'x'));
  },
);

it('drops the command of the stage before when there is an entry point', () => {
  const text = 'FROM python AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["python", "y.py"]\n';
  expect(facts(text).filter((fact) => fact.startsWith('embedded'))).toEqual([
    'embedded stage:a shell in app @2: x',
    'embedded stage:1 shell in app @4: python y.py',
  ]);
});

it('bounds the work on hostile files', () => {
  const start = performance.now();
  for (const line of [
    'COPY a /b',
    'ENV A=$A$A',
    'WORKDIR ..',
    'FROM a AS a',
    'COPY a a a a a a a a /x/',
    `CMD ${'$A'.repeat(2000)}`,
  ])
    extract(
      dockerfile,
      'x/y/Dockerfile',
      `FROM a AS a\n${`${line}\n`.repeat(Math.ceil(100_000 / line.length))}CMD ["/b/a/c.py"]\n`,
    );
  expect(performance.now() - start).toBeLessThan(5000);
});
