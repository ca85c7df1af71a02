/** All plugins, in the order of their names; a test holds the list to the folders. */
import type { Plugin } from './types.js';
import airflow from './airflow/index.js';
import argoCd from './argo-cd/index.js';
import argoWorkflows from './argo-workflows/index.js';
import arm from './arm/index.js';
import awsSdk from './aws-sdk/index.js';
import azureFunctions from './azure-functions/index.js';
import azureMl from './azure-ml/index.js';
import azurePipelines from './azure-pipelines/index.js';
import bentoml from './bentoml/index.js';
import bicep from './bicep/index.js';
import bitbucketPipelines from './bitbucket-pipelines/index.js';
import circleci from './circleci/index.js';
import clearml from './clearml/index.js';
import cloudBuild from './cloud-build/index.js';
import cloudformation from './cloudformation/index.js';
import codebuild from './codebuild/index.js';
import cron from './cron/index.js';
import dagster from './dagster/index.js';
import dataFactory from './data-factory/index.js';
import databricks from './databricks/index.js';
import dockerCompose from './docker-compose/index.js';
import dockerfile from './dockerfile/index.js';
import driftMonitoring from './drift-monitoring/index.js';
import dvc from './dvc/index.js';
import feast from './feast/index.js';
import flyte from './flyte/index.js';
import githubActions from './github-actions/index.js';
import gitlabCi from './gitlab-ci/index.js';
import helm from './helm/index.js';
import hostedCi from './hosted-ci/index.js';
import jenkins from './jenkins/index.js';
import kedro from './kedro/index.js';
import kubeflowPipelines from './kubeflow-pipelines/index.js';
import kubernetes from './kubernetes/index.js';
import kustomize from './kustomize/index.js';
import luigi from './luigi/index.js';
import makefile from './makefile/index.js';
import metaflow from './metaflow/index.js';
import mlrun from './mlrun/index.js';
import pachyderm from './pachyderm/index.js';
import ploomber from './ploomber/index.js';
import prefect from './prefect/index.js';
import prometheus from './prometheus/index.js';
import python from './python/index.js';
import pythonPackaging from './python-packaging/index.js';
import pythonTasks from './python-tasks/index.js';
import qualityGates from './quality-gates/index.js';
import ray from './ray/index.js';
import sagemaker from './sagemaker/index.js';
import shell from './shell/index.js';
import snowflake from './snowflake/index.js';
import sql from './sql/index.js';
import taskRunner from './task-runner/index.js';
import stepFunctions from './step-functions/index.js';
import tekton from './tekton/index.js';
import terraform from './terraform/index.js';
import tfx from './tfx/index.js';
import typescript from './typescript/index.js';
import valohai from './valohai/index.js';
import vertexAi from './vertex-ai/index.js';
import zenml from './zenml/index.js';

export const plugins: readonly Plugin[] = [
  airflow,
  argoCd,
  argoWorkflows,
  arm,
  awsSdk,
  azureFunctions,
  azureMl,
  azurePipelines,
  bentoml,
  bicep,
  bitbucketPipelines,
  circleci,
  clearml,
  cloudBuild,
  cloudformation,
  codebuild,
  cron,
  dagster,
  dataFactory,
  databricks,
  dockerCompose,
  dockerfile,
  driftMonitoring,
  dvc,
  feast,
  flyte,
  githubActions,
  gitlabCi,
  helm,
  hostedCi,
  jenkins,
  kedro,
  kubeflowPipelines,
  kubernetes,
  kustomize,
  luigi,
  makefile,
  metaflow,
  mlrun,
  pachyderm,
  ploomber,
  prefect,
  prometheus,
  python,
  pythonPackaging,
  pythonTasks,
  qualityGates,
  ray,
  sagemaker,
  shell,
  snowflake,
  sql,
  taskRunner,
  stepFunctions,
  tekton,
  terraform,
  tfx,
  typescript,
  valohai,
  vertexAi,
  zenml,
] as Plugin[];
