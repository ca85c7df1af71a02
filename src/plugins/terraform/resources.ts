/** Facts of resources and data sources. */
import type { HclExpression } from '../../syntax/types.js';
import { allBlocks, valueAt } from './attributes.js';
import { forceOf } from './conditions.js';
import { containerFacts } from './containers.js';
import { embed, embeddedFacts } from './embedded.js';
import { addressesIn, itemsOf } from './expressions.js';
import { helmFacts } from './helm.js';
import { manifestOf } from './kubernetes.js';
import { filesRead, pathOf } from './paths.js';
import { pipelineFacts } from './pipelines.js';
import { attribute, identifierOf, type Declared, type Scope } from './scope.js';
import { resourceSymbols } from './symbols.js';
import { triggerFacts } from './triggers.js';

const MOST_INSTANCES = 20;
/** Data sources that carry a text or files to the resource that refers to them. */
const CARRIES =
  /^data\.(?:template_file|archive_file|local_file|local_sensitive_file|kubectl_\w+|(?:template_)?cloudinit_config|helm_template)\./;
/** Services whose resources, where they refer to one another, are parts of one thing: endpoint, configuration, model. */
const SERVICE =
  /^(?:aws_(?:sagemaker|ecs|batch|mwaa|glue|emr|apprunner|bedrock|eks)|google_(?:vertex_ai|cloud_run|notebooks|dataproc|composer|container)|azurerm_(?:machine_learning|container_app|kubernetes|synapse|data_factory)|databricks)_/;
/** Directories and files that resources take from the source tree. */
const SOURCES = new Set(['source_dir', 'source_file', 'source', 'filename', 'source_code_path', 'dags_folder']);
/** Resources whose paths count from the root of the repository that they build, see `pipelines.ts`. */
const BUILDS = /^(?:google_cloudbuild_trigger|aws_codebuild_project)\./;

export function resourceFacts(declared: Declared, scope: Scope): void {
  const { block, address, unit } = declared;
  const { writer, directory } = scope;
  const [type = ''] = block.labels;
  writer.offer(unit, 'terraform', identifierOf(directory, address), block.offset);
  nameFacts(declared, scope);
  resourceSymbols(declared, scope);

  const before = writer.facts.length;
  for (const instance of instancesOf(declared, scope)) {
    writer.signal('resource', type, unit, block.offset, (source) => valueAt(block, source, instance));
  }
  const known = writer.facts.slice(before).some((fact) => fact.fact === 'component' || fact.fact === 'trait');

  const force = forceOf(block, scope);
  writer.link(unit, 'includes', 'config', force.identifier, block.offset);
  if (known && force.undecided !== undefined)
    writer.notUnderstood(unit, 'unresolved-variable', force.undecided, block.offset);

  referenceFacts(declared, scope);
  triggerFacts(declared, scope);
  const manifest = manifestOf(declared);
  if (manifest) embed(unit, 'yaml', manifest, scope);
  else if (type === 'helm_release') helmFacts(declared, scope);
  else {
    containerFacts(declared, scope);
    embeddedFacts(declared, scope);
  }
  pipelineFacts(declared, scope);
}

/** What a provider calls the name of what a resource makes; in the first place what every one calls it. */
const NAMES: ReadonlyMap<string, RegExp> = new Map([
  ['name', /./],
  ['display_name', /./],
  ['function_name', /_lambda_function$/],
  ['repository_id', /_repository$/],
  ['secret_id', /_secret$/],
  ['account_id', /_service_account$/],
  ['dataset_id', /_dataset$/],
  ['cluster_identifier', /_cluster$/],
  ['identifier', /_db_instance$/],
  ['family', /_task_definition$/],
  ['parameter_name', /_parameter$/],
]);

/** Under which name others find what a resource makes. */
function nameFacts({ block, unit }: Declared, scope: Scope): void {
  const [type = ''] = block.labels;
  for (const { name, value } of block.attributes)
    if (NAMES.get(name)?.test(type))
      scope.writer.offer(unit, 'name', valueAt(block, { key: name }, scope), value.offset);
}

/** A data source is no component; what it reads counts for the resources that refer to it. */
export function dataFacts(declared: Declared, scope: Scope): void {
  const { block, address, unit } = declared;
  scope.writer.offer(unit, 'terraform', identifierOf(scope.directory, address), block.offset);
  resourceSymbols(declared, scope);
  referenceFacts(declared, scope);
}

/**
 * Scopes of the instances that a literal `for_each` makes. A collection that only another file knows stands for its one
 * item: a list of several has no text.
 */
function instancesOf({ block }: Declared, scope: Scope): Scope[] {
  const collection = attribute(block, 'for_each');
  if (!collection) return [scope];
  const items = itemsOf(collection, scope);
  if (items && items.length > 0) return items.slice(0, MOST_INSTANCES).map((each) => ({ ...scope, each }));
  return [{ ...scope, each: { key: collection, value: collection } }];
}

/** Files that the block reads, and other blocks that it needs to be whole. */
function referenceFacts({ block, address, unit }: Declared, scope: Scope): void {
  const { writer, directory } = scope;
  const service = SERVICE.exec(address)?.[0];
  const linked = new Set<string>([address]);
  for (const inner of allBlocks(block)) {
    for (const { name, value } of inner.attributes) {
      if (name === 'depends_on') continue;
      for (const { path, offset } of filesRead(value, scope)) writer.link(unit, 'includes', 'path', path, offset);
      if (SOURCES.has(name) && isText(value) && !BUILDS.test(address))
        writer.link(unit, 'includes', 'path', localPath(value, scope), value.offset);
      for (const other of addressesIn(value)) {
        const part = CARRIES.test(other) || (service !== undefined && other.startsWith(service));
        if (!part || linked.has(other)) continue;
        linked.add(other);
        writer.link(unit, 'includes', 'terraform', identifierOf(directory, other), value.offset);
      }
    }
  }
}

const isText = (value: HclExpression): boolean => value.kind === 'string' || value.kind === 'template';

/** A path below this directory or beside it; sources may also be addresses of something else. */
function localPath(value: HclExpression, scope: Scope): string | undefined {
  const path = pathOf(value, scope);
  const written = value.kind === 'string' ? value.value : './';
  return path !== undefined && path !== '.' && /[./]/.test(written) && !/^[\w.-]+\.(?:com|io|org|net)\//.test(written)
    ? path
    : undefined;
}
