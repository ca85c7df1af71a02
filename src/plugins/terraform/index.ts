/**
 * Terraform and OpenTofu, also in JSON: resources, data sources, module calls, variables; Terragrunt.
 *
 * All files of a directory are one module. Variables (`var.x`), locals, outputs and names of resources (`aws_s3_bucket.data.id`) are
 * symbols of the space `terraform:DIRECTORY`; a resource is offered as `{ kind: 'terraform', value: 'DIRECTORY#TYPE.NAME' }`.
 * A directory that configures providers or keeps state has the symbol `__root__`.
 */
import { CHOSEN_SPACE } from '../../facts/switches.js';
import { posix } from 'node:path';
import type { Fact, UnitKind } from '../../facts/types.js';
import type { DataDocument, HclBlock, HclDocument, PythonDocument, TypescriptDocument } from '../../syntax/types.js';
import { definesInfrastructure } from '../shared/constructs/names.js';
import { viewOf } from '../shared/python/view.js';
import { FactWriter } from '../shared/writer.js';
import type { ExtractContext, FileInfo, Plugin } from '../types.js';
import { forceOf } from './conditions.js';
import { fromJson } from './json-configuration.js';
import { moduleDirectory, moduleFacts } from './modules.js';
import { sourceFacts } from './program/facts.js';
import { translate } from './program/index.js';
import { dataFacts, resourceFacts } from './resources.js';
import { addressOf, spaceOf, valuesOf, type Declared, type Scope } from './scope.js';
import { chosenSymbols, rootSymbol, topLevelSymbols, valueSymbols, stateSymbols } from './symbols.js';
import { isTerragrunt, terragruntFacts } from './terragrunt.js';
import { ownerOf } from './triggers.js';

const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;
/** Files whose values Terraform loads by itself. */
const ASSIGNMENTS = /(?:^|\/)(?:terraform\.tfvars|[^/]*\.auto\.tfvars)$/;

const ENVIRONMENT_FOLDER =
  /(?:^|\/)(?:env|envs|environments?|stages?|tfvars|vars|dev|development|staging|test|qa|uat|prod|production)\/(?:[\w-]+\/)?[^/]+$/;

/** Files that are set by hand: `-var-file=prod.tfvars`. */
const CHOSEN = /\.tfvars$/;
/** Terragrunt's files have no ending of their own; those of other programs with this syntax do. */
const CONFIGURATIONS =
  /(?:^|\/)(?!\.terraform\.lock)(?![^/]*\.(?:pkr|pkrvars|nomad|bake|tftest|tfquery|tfmock|tfstack|tfdeploy|sentinel|policy)\.hcl$)(?!docker-bake|\.tflint)[^/]+\.hcl$/;
const PROGRAM = /\.(?:py|ipynb|[cm]?[jt]s)$/i;

const plugin: Plugin<'hcl' | 'json' | 'python' | 'typescript'> = {
  id: 'terraform',
  title: 'Terraform, OpenTofu, Terragrunt, CDKTF and Pulumi',
  documentation: 'https://developer.hashicorp.com/terraform/language',
  reads:
    'Resources, data sources, module calls and variables, `count` and `for_each`, references between resources, triggers and pipelines; programs of CDKTF and Pulumi as the blocks that they make.',
  technologies: ['terraform', 'pulumi'],
  languages: ['hcl', 'json', 'python', 'typescript'],

  accepts({ logicalPath }: FileInfo, text: string): boolean {
    if (PROGRAM.test(logicalPath)) return /cdktf|pulumi/.test(text) && definesInfrastructure(logicalPath, text);
    return [CONFIGURATION, CHOSEN, CONFIGURATIONS].some((pattern) => pattern.test(logicalPath));
  },

  extract(written: HclDocument | DataDocument | PythonDocument | TypescriptDocument, context: ExtractContext): Fact[] {
    if (written.language === 'python' || written.language === 'typescript') return programFacts(written, context);
    const document = written.language === 'hcl' ? written : fromJson(written);
    const writer = new FactWriter(document, context, 'structure');
    const scope = scopeOf(document, context, writer);
    if (ASSIGNMENTS.test(context.file.logicalPath)) {
      for (const { name, value } of document.attributes) {
        valueSymbols(`var.${name}`, value, scope.space, scope);
        // In a folder of an environment it mostly is handed to the module above: `-var-file=environments/prod/terraform.tfvars`.
        if (ENVIRONMENT_FOLDER.test(context.file.logicalPath))
          valueSymbols(`var.${name}`, value, CHOSEN_SPACE, scope, true);
      }
      return writer.facts;
    }
    if (CHOSEN.test(context.file.logicalPath)) {
      chosenSymbols(document, scope);
      for (const { name, value } of document.attributes) valueSymbols(`var.${name}`, value, CHOSEN_SPACE, scope, true);
      return writer.facts;
    }
    if (context.file.logicalPath.endsWith('.hcl')) {
      if (isTerragrunt(scope)) terragruntFacts(scope);
      return writer.facts;
    }
    rootSymbol(document.blocks, scope);
    stateSymbols(document.blocks, scope);
    for (const block of document.blocks) topLevelSymbols(block, scope);
    blockFacts(scope);
    return distinct(writer.facts);
  },
};

function blockFacts(scope: Scope): void {
  for (const declared of scope.blocks.values()) {
    if (declared.block.type === 'module') moduleFacts(declared, scope);
    else if (declared.block.type === 'data') dataFacts(declared, scope);
    else resourceFacts(declared, scope);
  }
}

/** Programs are read as the blocks that they make. */
function programFacts(document: PythonDocument | TypescriptDocument, context: ExtractContext): Fact[] {
  const view = viewOf(document, context);
  const translation = translate(view);
  if (!translation) return [];
  const writer = new FactWriter(document, context, 'structure');
  const { scopes } = translation;
  const scope = scopeOf(translation.document, context, writer, (address) => view.unit(scopes.get(address) ?? ''));
  blockFacts(scope);
  sourceFacts(translation.sources, scope);
  return distinct(writer.facts);
}

export default plugin;

const KINDS: Readonly<Record<string, UnitKind>> = { resource: 'resource', data: 'resource', module: 'module' };

function scopeOf(
  document: HclDocument,
  context: ExtractContext,
  writer: FactWriter,
  parentOf: (address: string) => string = () => '',
): Scope {
  const directory = posix.dirname(context.file.path);
  const found = new Map<string, HclBlock>();
  for (const block of document.blocks) {
    const address = addressOf(block);
    if (address !== undefined && !found.has(address)) found.set(address, block);
  }
  const blocks = new Map<string, Declared>();
  for (const [address, block] of found) blocks.set(address, { block, address, unit: unitId(block, address) });
  const modules = new Map<string, string>();
  for (const declared of blocks.values()) {
    if (declared.block.type !== 'module') continue;
    const target = moduleDirectory(declared, (path) => context.resolvePath(path, directory));
    if (target !== undefined) modules.set(declared.address.slice('module.'.length), target);
  }
  const scope: Scope = {
    document,
    writer,
    directory,
    space: spaceOf(directory),
    values: valuesOf(document),
    modules,
    blocks,
  };
  for (const declared of blocks.values()) declare(declared, scope, parentOf(declared.address));
  return scope;
}

const unitId = (block: HclBlock, address: string): string =>
  block.type === 'resource' ? `resource:${address}` : address.replace('.', ':');

function declare(declared: Declared, scope: Scope, parent: string): void {
  const { block, address, unit } = declared;
  const owner = ownerOf(declared, scope);
  scope.writer.unit(unit, KINDS[block.type] ?? 'resource', block.offset, {
    name: address.replace(/^(?:data|module)\./, ''),
    ...(owner ? { parent: owner.unit } : parent ? { parent } : {}),
    ...(forceOf(block, scope).off ? { off: 'disabled' as const } : {}),
  });
}

/** The catalogue and the structure may say the same; the first counts, of traits the one with a detail. */
function distinct(facts: readonly Fact[]): Fact[] {
  const seen = new Set<string>();
  const detailed = new Set(
    facts.flatMap((fact) => (fact.fact === 'trait' && fact.detail ? [`${fact.unit} ${fact.trait}`] : [])),
  );
  return facts.filter((fact) => {
    if (fact.fact === 'trait' && !fact.detail && detailed.has(`${fact.unit} ${fact.trait}`)) return false;
    const key = keyOf(fact);
    if (key === undefined) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function keyOf(fact: Fact): string | undefined {
  if (fact.fact === 'link') return ['link', fact.unit, fact.link, fact.to.kind, fact.to.value].join('\n');
  if (fact.fact === 'offer') return ['offer', fact.unit, fact.identifier.kind, fact.identifier.value].join('\n');
  return fact.fact === 'trait' ? ['trait', fact.unit, fact.trait, fact.detail].join('\n') : undefined;
}
