/** Service integrations of AWS Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html */
const INTEGRATION = /^arn:[\w-]+:states:[^:]*:[^:]*:(?:aws-sdk:)?([a-z0-9-]+):([A-Za-z0-9]+)/;

/** Services that Boto3 writes differently. */
const CLIENTS: Readonly<Record<string, string>> = {
  sagemakerruntime: 'sagemaker-runtime',
  sagemakerfeaturestoreruntime: 'sagemaker-featurestore-runtime',
  emrcontainers: 'emr-containers',
  emrserverless: 'emr-serverless',
  bedrockruntime: 'bedrock-runtime',
  eventbridge: 'events',
  sfn: 'stepfunctions',
};

/**
 * What a state asks of AWS, so that the catalogue knows it by the call of the Python client that does the same
 * (`arn:aws:states:::sagemaker:createTrainingJob.sync` is `boto3.client.sagemaker.create_training_job`).
 * @returns undefined for functions, activities and what is no integration
 */
export function integratedCall(resource: string): string | undefined {
  const [, service, action = ''] = INTEGRATION.exec(resource) ?? [];
  if (service === undefined || service === 'lambda') return undefined;
  const name = action.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return `boto3.client.${CLIENTS[service] ?? service}.${name}`;
}

/** True for the integration that invokes a function, which its parameters name. */
export const invokesFunction = (resource: string): boolean => INTEGRATION.exec(resource)?.[1] === 'lambda';
