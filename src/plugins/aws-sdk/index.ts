/**
 * Programs in TypeScript and JavaScript that call AWS, most of all functions of Lambda: commands of the SDK's version 3
 * (`client.send(new CreateTrainingJobCommand(…))`) and methods of version 2 (`new AWS.SageMaker().createTrainingJob(…)`). The
 * catalogue knows them by the call of the Python client that does the same.
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/ · https://docs.aws.amazon.com/AWSJavaScriptSDK/latest/
 */
import type { Fact } from '../../facts/types.js';
import type { PythonCall, PythonExpression, TypescriptDocument } from '../../syntax/types.js';
import { definesInfrastructure, snakeCase } from '../shared/constructs/names.js';
import { programText } from '../shared/constructs/text.js';
import { writeModuleImports } from '../shared/module-imports.js';
import { viewOf, type PythonView } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';

/** Services by the name of their package, with the name that Boto3 gives their client where it is another. */
const CLIENTS: Readonly<Record<string, string>> = {
  sagemaker: 'sagemaker',
  'sagemaker-runtime': 'sagemaker-runtime',
  'sagemaker-featurestore-runtime': 'sagemaker-featurestore-runtime',
  sfn: 'stepfunctions',
  codepipeline: 'codepipeline',
  codebuild: 'codebuild',
  emr: 'emr',
  'emr-serverless': 'emr-serverless',
  'emr-containers': 'emr-containers',
  glue: 'glue',
  batch: 'batch',
  personalize: 'personalize',
  forecast: 'forecast',
};
/** The same services as version 2 names their classes, in lower case. */
const CLASSES: Readonly<Record<string, string>> = {
  ...CLIENTS,
  sagemakerruntime: 'sagemaker-runtime',
  sagemakerfeaturestoreruntime: 'sagemaker-featurestore-runtime',
  stepfunctions: 'stepfunctions',
  forecastservice: 'forecast',
};

const COMMAND = /^@aws-sdk\/client-([a-z-]+)\.([A-Z]\w{2,60})Command$/;
const CLASS = /^aws-sdk(?:\/clients\/[a-z]+)?\.(\w+)$/;
const DEFAULT_CLASS = /^aws-sdk\/clients\/([a-z]+)(?:\.default)?$/;
/** `new AWS.Glue().startJobRun(…)` */
const DIRECT = /^aws-sdk\.(\w+)\(\)\.([a-z]\w{2,60})$/;
/** Where a method is called on a client: `sagemaker.createTrainingJob`, with what is chained to it left for other calls. */
const METHOD = /^([\w$.]+)\.([a-z]\w{2,60})$/;

const IMPORTS_SDK = /(?:from|require\(|import)\s*["'](?:@aws-sdk\/client-|aws-sdk["'/])/;
const SERVICE = /sagemaker|stepfunctions|client-sfn|codepipeline|codebuild|emr|glue|batch|personalize|forecast/i;
const HEAD = 30_000;
const MOST_CALLS = 500;

const plugin: Plugin<'typescript'> = {
  id: 'aws-sdk',
  title: 'AWS SDK for JavaScript',
  documentation: 'https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/',
  reads:
    'What programs in TypeScript and JavaScript ask of SageMaker, Step Functions, CodePipeline, CodeBuild, EMR, Glue and Batch.',
  technologies: ['sagemaker', 'aws-step-functions', 'aws-codepipeline', 'aws-codebuild'],
  languages: ['typescript'],
  accepts: ({ logicalPath }: FileInfo, text: string) =>
    !logicalPath.endsWith('.d.ts') &&
    IMPORTS_SDK.test(text.slice(0, HEAD)) &&
    SERVICE.test(text) &&
    !definesInfrastructure(logicalPath, text),
  extract(document: TypescriptDocument, context: ExtractContext): Fact[] {
    const view = viewOf(document, context);
    const writer = new FactWriter(document, context, 'call');
    const units = new Map<string, string>();
    for (const call of view.calls.slice(0, MOST_CALLS)) {
      const called = calledOf(call, view);
      if (called === undefined) continue;
      const [given] = call.arguments;
      const unit = units.get(call.scope) ?? unitOf(call, view, writer);
      units.set(call.scope, unit);
      writer.signal('call', called, unit, call.offset, ({ key }) => memberOf(given?.value, key, call, view));
    }
    writeModuleImports(view, writer);
    return writer.facts;
  },
};

export default plugin;

/**
 * The function in which a call stands; one without a name is what the module exports (`exports.handler = async () => …`). Which of its
 * functions a module calls is not followed: what one of them does, the module does.
 */
function unitOf({ scope, offset }: PythonCall, view: PythonView, writer: FactWriter): string {
  const definition = view.definitionOf(scope);
  const function_ = definition?.kind === 'function' ? definition : undefined;
  const name = function_?.name ?? 'exports';
  return writer.unit(`def:${name}`, 'function', function_?.offset ?? offset, { name, entry: true });
}

/** The call of Boto3 that does the same as a command or a method of a client. */
function calledOf(call: PythonCall, view: PythonView): string | undefined {
  const [, service = '', command] = COMMAND.exec(call.callee) ?? [];
  if (command !== undefined) return named(CLIENTS[service], command);
  const [, direct, asked] = DIRECT.exec(call.callee) ?? [];
  if (direct !== undefined && asked !== undefined) return named(CLASSES[direct.toLowerCase()], asked);
  const [, receiver, method] = METHOD.exec(call.callee) ?? [];
  if (receiver === undefined || method === undefined) return undefined;
  const made = view.assignedCalls(receiver, call.scope).at(-1)?.callee ?? '';
  const client = CLASS.exec(made)?.[1] ?? DEFAULT_CLASS.exec(made)?.[1];
  return client === undefined ? undefined : named(CLASSES[client.toLowerCase()], method);
}

const named = (client: string | undefined, action: string): string | undefined =>
  client === undefined ? undefined : `boto3.client.${client}.${snakeCase(action)}`;

/** Text of a member of the object that is given: `{ TrainingJobName: 'churn' }`. */
function memberOf(
  given: PythonExpression | undefined,
  key: string | undefined,
  call: PythonCall,
  view: PythonView,
): string | undefined {
  if (key === undefined || given?.kind !== 'dict') return undefined;
  const member = given.entries.find((one) => one.key.kind === 'string' && one.key.value === key)?.value;
  return member && programText(member, view, call.scope);
}
