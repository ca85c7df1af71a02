/**
 * Facts: what one file says, and nothing more. Extraction is a pure function `(content, path, role) → Fact[]`; every
 * conclusion that needs a second file is drawn later, in `src/graph/`.
 *
 * A file is divided into **units**: things that can be run, deployed or switched off as one (a function, a CI job, a DAG
 * task, a Kubernetes workload, a Terraform resource). The file itself is the unit `''`. All other facts belong to a unit.
 */
import type { ComponentType, Confidence, RelationType } from '../vocabulary/index.js';

/** A place in the original file. `line` and `column` count from 1; `excerpt` is that line, trimmed, at most 160 characters. */
export interface Location {
  line: number;
  column: number;
  excerpt: string;
}

/** Why a definition is not in force, or why only a mention remains. Closed list: reports translate it into a sentence. */
export const REASONS = [
  'dependency-only', // listed in a manifest of dependencies, not called
  'import-only', // imported, not called
  'disabled', // switched off by a flag, `if: false`, `enabled: false`, `count = 0`, `suspend: true`
  'not-included', // the root that governs the file leaves it out (kustomization, pipeline step list, module never used)
  'not-loaded', // the platform does not read it from this place (a workflow outside the workflow folder)
  'empty', // no step, no rule, no resource
  'echo-only', // every step only prints
  'uncalled', // a function that nothing calls
  'not-production', // test, example, documentation, vendored or generated file
  'missing-target', // what it runs or builds does not exist
  'reference-only', // a variable, permission or comment names it
] as const;
export type Reason = (typeof REASONS)[number];

export const NOT_UNDERSTOOD_REASONS = [
  'syntax-error',
  'too-deep',
  'too-large',
  'unresolved-variable',
  'template-expression',
  'remote-reference',
  'dynamic-code',
  'unsupported-construct',
  'unreadable',
] as const;
export type NotUnderstoodReason = (typeof NOT_UNDERSTOOD_REASONS)[number];

/** What a unit is. Used for attribution and for the words of a report, never for recognising a technology. */
export type UnitKind =
  | 'file'
  | 'main' // what runs only when the file is started: `if __name__ == "__main__"`
  | 'function'
  | 'class'
  | 'workflow' // CI workflow or pipeline
  | 'job'
  | 'step'
  | 'dag' // workflow-engine pipeline
  | 'task' // step of a DAG
  | 'workload' // Kubernetes workload, compose service
  | 'image' // Dockerfile build stage
  | 'target' // Makefile target, task-runner task
  | 'resource' // Terraform, CloudFormation, Azure ML YAML …
  | 'module' // Terraform module call
  | 'service'; // what code deploys by a call; the platform starts it

/**
 * Namespaces of names by which definitions refer to one another. A `Link` names what a unit needs, an `Offer` what a unit
 * is known as; the graph joins the two. Values may hold references to symbols, see `value.ts`.
 */
export const IDENTIFIER_KINDS = [
  'path', // file or directory, relative to the source's root, '/'-separated ('.' is the root)
  'application', // what a platform that takes a directory of sources runs of it; a path as above
  'own-build', // what the same pipeline builds, where its deployment does not name it
  'python-module', // dotted
  'python-name', // dotted name of a function or class, e.g. pkg.train.main
  'target', // Makefile / task-runner target
  'workflow', // CI workflow by name
  'image', // container image reference
  'image-repository', // name of a repository in a container registry
  'model', // registered model name
  'experiment',
  'endpoint', // name of a serving endpoint
  'pipeline', // DAG id, pipeline name, job name in an engine
  'bucket', // object storage bucket / container
  'function', // name of a function that a platform keeps and runs: AWS Lambda
  'table',
  'database',
  'feature-view',
  'topic', // queue, topic, event name
  'metric', // what a program counts, by the name under which queries ask for it
  'host', // host[:port] by which a service is reached
  'cluster',
  'service-account', // namespace/name
  'role', // IAM role name
  'git-repository', // host/owner/name
  'config', // Kubernetes ConfigMap / Secret: namespace/name
  'workload', // Kubernetes object that runs pods: namespace/name
  'name', // of a resource, whatever it is, by which other definitions look it up
  'terraform', // resource address inside its directory: DIR#aws_s3_bucket.data
  'schedule', // a scheduler entry by name
  'project', // what a platform hands to every repository of one project, by the name of the platform
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export interface Identifier {
  kind: IdentifierKind;
  value: string;
}

/**
 * Marks of a unit that are not a component by themselves; derivation rules in `rules/derivations/` combine them
 * (a web service that loads a model is model serving).
 */
export const TRAITS = [
  'web-service', // answers HTTP or RPC requests
  'batch-job',
  'loads-model', // reads a trained model into memory
  'predicts',
  'trains-model',
  'evaluates-model',
  'evaluates-slices', // computes metrics for parts of the data
  'saves-model',
  'releases-model', // puts a model where whatever serves it takes it from
  'database-function', // a database keeps it, as a procedure or function that statements call by its name
  'reads-data',
  'validates-data', // checks schema or values
  'model-gate', // an outcome of evaluation can stop registration or deployment
  'data-gate', // an outcome of data validation can stop the run or branch
  'judges-model', // its result says whether a model is good enough
  'judges-data', // its result says whether data is as it should be
  'guards-delivery', // what it executes decides whether registration, deployment or the run goes on
  'watches-model', // compares live data or results with what they were when the model was trained
  'reports-only', // whoever starts it here asks for a trial run: it says what it would do and stops nothing
  'guards-retraining', // what it asks decides whether training starts again
  'tests', // runs automated tests
  'asks-service', // sends a service that runs a request for a prediction
  'probes-service', // asks whether a service that runs answers at all
  'service-gate', // an answer that is wrong, or none, stops the run
  'ignores-failure', // goes on when what it starts at this place fails
  'lints',
  'runs-tasks', // starts the tasks that a project defines for itself
  'builds-package', // builds a package or an image
  'deploys',
  'approval', // a person must approve
  'environment', // deploys to a named environment, which the platform may protect by an approval of its own
  'stage', // is for, or delivers to, a named stage of delivery: a target of a bundle, a workspace that a command names
  'branch', // runs for changes of a named branch
  'runs-on-schedule',
  'runs-on-event', // new data, drift, metric event (not a code push)
  'runs-on-push',
  'runs-on-demand',
  'consumes-stream', // takes events off a stream or queue, one after the other
  'emits-metrics',
  'alerts',
  'requests-accelerator',
  'canary', // splits traffic
] as const;
export type Trait = (typeof TRAITS)[number];

/** Which kind of signal gave a fact; shown as `evidence.kind`. */
export type EvidenceKind =
  | 'call'
  | 'import'
  | 'decorator'
  | 'base-class'
  | 'dependency'
  | 'resource'
  | 'manifest'
  | 'image'
  | 'chart'
  | 'action'
  | 'command'
  | 'file'
  | 'config'
  | 'structure';

interface Base {
  unit: string;
  at: Location;
}

/** Something that can be run, deployed or switched off as one. `off` says why it is not in force. */
export interface UnitFact {
  fact: 'unit';
  /** Unique in the file, e.g. `job:build`, `def:train`, `task:evaluate`. */
  unit: string;
  kind: UnitKind;
  name?: string;
  /** Enclosing unit; the file (`''`) when left out. */
  parent?: string;
  off?: Reason;
  /** A framework calls it, not code that can be seen: decorated functions, handlers by convention. */
  entry?: boolean;
  /** A method that runs only when it is called: its class is the project's own, without a base or framework that would. */
  onDemand?: boolean;
  /** A definition of a program that nothing in the file names; what no other file names either is dead. */
  unreferenced?: boolean;
  at: Location;
}

/**
 * A claim that a component exists. Without `relation` the unit *is* (defines, deploys, provisions) the component; with it,
 * the unit *acts on* the component (`mlflow.log_metric` → `logs-to` an `ml-metadata-store`).
 */
export interface ComponentFact extends Base {
  fact: 'component';
  type: ComponentType;
  /** Technology id of `rules/technologies/`. */
  technology: string;
  name?: string;
  relation?: RelationType;
  /** Present when this is only a mention. */
  declared?: Reason;
  confidence: Confidence;
  kind: EvidenceKind;
  attributes?: Record<string, string | boolean>;
  /** Technology in whose language the component is defined, or on which the definition runs it: Terraform, Nuclio. */
  definedBy?: string;
  /** Concluded from traits of the whole unit: the unit itself is the component, not something that a call in it makes. */
  derived?: boolean;
  /** As of a link. */
  round?: number;
}

/** How a link is meant: control flow between units, or an architectural relation. */
export type LinkType =
  | 'runs' // starts it: its main part is executed
  | 'calls' // a function or class of it is executed
  | 'imports' // its top level is executed
  | 'includes' // takes it into force: kustomization, module source, include, extends
  | 'built-from' // an image is built from a Dockerfile or context; a workload from an image
  | 'renames' // gives an image a second name; nothing of it runs
  | 'hands-over' // a program is given the path of another one, which it may start
  | RelationType;

/** A unit refers to something by an identifier that another unit may offer. */
export interface LinkFact extends Base {
  fact: 'link';
  link: LinkType;
  to: Identifier;
  kind: EvidenceKind;
  /** Tells apart what one place of a script does for several words or calls; what one command does has the same number. */
  round?: number;
}

/** A unit is known by an identifier. */
export interface OfferFact extends Base {
  fact: 'offer';
  identifier: Identifier;
  /** As of a link. */
  round?: number;
}

export interface TraitFact extends Base {
  fact: 'trait';
  trait: Trait;
  kind: EvidenceKind;
  /** Technology that gave it, where one did. */
  technology?: string;
  /** Shown to people: cron line, event name, compared metric. */
  detail?: string;
}

/** A named value that other files may refer to (Terraform variable default, Helm value, module constant, environment entry). */
export interface SymbolFact {
  fact: 'symbol';
  /** Where the name is valid: `terraform:DIR`, `helm:CHART_DIR`, `python:MODULE_PATH`, `env:`. */
  space: string;
  name: string;
  value: string;
  /** A default: it counts only where no other fact gives the name a value. */
  weak?: boolean;
  at: Location;
}

/** Text in another language inside this file: shell in a CI step, JSON in HCL. The engine parses it and hands it to the plugins. */
export interface EmbeddedFact extends Base {
  fact: 'embedded';
  language: 'shell' | 'python' | 'yaml' | 'json' | 'sql';
  text: string;
  /** Line of the original file on which `text` begins; lines of `text` are counted from there. */
  line: number;
  column: number;
  /** Working directory relative to the source's root, when known. */
  directory?: string;
  /** It runs on a machine that is thrown away afterwards: what it starts there serves nobody. */
  ephemeral?: boolean;
  /** Checkouts of other repositories beside which it works: directory and `host/owner/name`. */
  checkouts?: readonly (readonly [string, string])[];
}

/** Something that could matter and was not understood; kept and shown, never dropped. */
export interface NotUnderstoodFact extends Base {
  fact: 'not-understood';
  reason: NotUnderstoodReason;
  detail: string;
}

/** A document of people speaks of a matter (`rules/documents/`): that something is written down, never that it is so. */
export interface DocumentFact extends Base {
  fact: 'document';
  topic: string;
}

/**
 * A name of somebody's own making stands in the file, whatever it is for: a bucket in a constant, an image in a table of settings. Kept
 * only where several sources are read, of which another one may give that name to something.
 */
export interface MentionFact extends Base {
  fact: 'mention';
  name: string;
  /** It is a package that the project needs. */
  package?: boolean;
  /** A network of Docker: one that somebody else makes, or an own one; `_name` where its full name begins with that of the project. */
  network?: 'external' | 'own';
  /** The path of a request, as everybody may ask it. */
  request?: boolean;
  /** A table of a database: one that the file makes, one to which it maps a class, or one of which its queries speak. */
  table?: 'made' | 'mapped' | 'used';
  /** A variable of the environment that the program reads, or that the definition sets for what it runs. */
  variable?: 'read' | 'set';
  /** The address of a repository of which the definition trusts the pipelines. */
  trusted?: boolean;
  /** The place says that it is the domain under which something is served. */
  domain?: boolean;
  /** The place says that it is the name of a bucket. */
  bucket?: boolean;
  /** A variable that is named for a service holds where that is. */
  service?: boolean;
  /** The name says little by itself; it counts for a technology that the file works with. */
  weak?: boolean;
}

/**
 * A path under which a program answers requests, or (`prefix`) one that stands before others: programs of other sources ask for it. Kept
 * only where several sources are read.
 */
export interface RouteFact extends Base {
  fact: 'route';
  path: string;
  prefix?: boolean;
}

/** The name that the project of a source gives itself, which images, charts and packages made of it bear. */
export interface ProjectFact extends Base {
  fact: 'project';
  name: string;
}

export type Fact =
  | UnitFact
  | ComponentFact
  | LinkFact
  | OfferFact
  | TraitFact
  | SymbolFact
  | EmbeddedFact
  | NotUnderstoodFact
  | DocumentFact
  | MentionFact
  | RouteFact
  | ProjectFact;

/** All facts of one file, as extraction returns them (embedded texts already expanded). */
export interface FileFacts {
  source: string;
  path: string;
  role: import('../vocabulary/index.js').FileRole;
  facts: Fact[];
}
