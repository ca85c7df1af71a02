/** Images that nothing in sight builds, by the directory that holds their Dockerfile. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const step = (image: string, words: string): string => `from kfp import dsl, compiler

@dsl.pipeline(name="churn")
def churn():
    dsl.ContainerOp(name="publish", image="${image}", ${words})

compiler.Compiler().compile(churn, "churn.yaml")
`;
const REGISTER = 'import mlflow\nmlflow.register_model("runs:/1/model", "churn")\n';
const CLEAN = 'print("clean")\n';
const FILES = {
  'containers/publish-model/Dockerfile':
    'FROM python:3.12\nCOPY main.py /scripts/register.py\nCOPY register.py /scripts/\n',
  'containers/publish-model/register.py': REGISTER,
  'containers/clean/Dockerfile': 'FROM python:3.12\nCOPY register.py /scripts/\n',
  'containers/clean/register.py': CLEAN,
};
const RELATION = 'workflow-orchestration kubeflow-pipelines churn --registers-in-> model-registry mlflow';
const relations = async (image: string, words: string, files: Record<string, string> = FILES): Promise<string[]> =>
  (await auditFiles({ ...files, 'pipeline.py': step(image, words) })).relations;

describe('An image that is called as the directory of its Dockerfile', () => {
  it.each([
    ['what it is made of', 'acme.azurecr.io/mlops/publish-model:latest', 'command=["sh"]'],
    ['whatever divides its words', 'ghcr.io/acme/publish_model:1', 'command=["sh"]'],
    [
      'the program of that name that lies there',
      'acme.azurecr.io/mlops/publish-model:latest',
      'command=["python", "/scripts/register.py"]',
    ],
  ])('runs %s', async (_, image, words) => {
    expect(await relations(image, words)).toEqual([RELATION]);
  });

  it.each([
    ['of another name', 'acme.azurecr.io/mlops/publisher:latest', FILES],
    ['of the public', 'bitnami/publish-model:1', FILES],
    [
      'of which two directories have the name',
      'acme.azurecr.io/publish-model',
      { ...FILES, 'old/publish-model/Dockerfile': 'FROM python\n' },
    ],
  ])('is not one %s', async (_, image, files) => {
    expect(await relations(image, 'command=["sh"]', files)).not.toContain(RELATION);
  });
});
