/**
 * The catalogue: which signal in a definition stands for which technology, and which component that technology
 * implements there. Loaded from `rules/technologies/*.yaml` (one file a technology), validated by
 * `schemas/technology.schema.json`.
 */
import type { ComponentFact, IdentifierKind, LinkType, Location, Trait } from '../facts/types.js';
import type { ComponentType, Confidence, RelationType } from '../vocabulary/index.js';

/** What a signal matches on. Patterns are exact names, or globs with `*` (any run of characters). */
export const SIGNAL_KINDS = [
  'call', // Python callee, resolved: mlflow.log_metric, boto3.client.sagemaker.create_endpoint, *.fit
  'decorator', // Python decorator, resolved
  'base', // Python base class, resolved
  'import', // Python module (with or without an imported name), what lies below it included: always `declared`
  'dependency', // requirement name, PEP 503: always `declared`
  'resource', // Terraform resource type, module of a registry, Azure resource type: aws_s3_bucket, terraform-aws-modules/eks/aws
  'cloudformation', // CloudFormation / SAM resource type
  'kind', // Kubernetes GROUP/KIND, version left out: serving.kserve.io/InferenceService, apps/Deployment, core/Service
  'image', // container image, tag and registry host left out where it has one: mlflow/mlflow
  'chart', // Helm chart name, or path of manifests in an upstream repository: kubeflow/katib/manifests
  'action', // GitHub Action, ref left out: iterative/setup-cml
  'task', // Azure DevOps task, version left out: AzureMLCLI
  'command', // words of a shell command from the start: mlflow server, dvc repro
  'file', // path glob: **/dvc.yaml
  'schema', // Azure ML `$schema` file name: commandJob.schema.json
  'environment', // name of an environment variable that is set: MLFLOW_TRACKING_URI
] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

/** Where a value stands: keyword or position of an argument, dotted attribute of a resource, option of a command. */
export interface ValueSource {
  /** Python keyword, Terraform/CloudFormation/Kubernetes attribute path (`spec.predictor.model.storageUri`), command option (`--name`; `*` is the whole command). */
  key?: string;
  /** Position (from 0) of a Python argument, or of a command's word after the matched ones that is not an option. */
  position?: number;
  /** What the result of a Python call is given to, as written: `dv, model` of `dv, model = pickle.load(file)`. */
  assigned?: true;
  /** The variable that a Python argument is, not what it stands for: `model` of `pickle.dump(model, file)`. */
  written?: true;
  /**
   * Regular expression whose first group is the part of the value that counts: the bucket in `s3://bucket/key`. Where it
   * does not match there is no value. `valueAt` applies it; occurrences need not know of it.
   */
  capture?: string;
}

export interface Signal {
  kind: SignalKind;
  pattern: string;
  /** A piece of definition that the signal must match; the catalogue test checks it. */
  example: string;
  /** Component type that it shows; left out for a signal that only names the technology or gives a trait. */
  component?: ComponentType;
  /** What the unit does to the component. Left out: the unit is (defines, deploys) the component. */
  relation?: RelationType;
  trait?: Trait[];
  confidence?: Confidence;
  /** Conditions on values; all must hold. */
  when?: (ValueSource & { present?: boolean; equals?: string; matches?: string })[];
  /** Name of the component. */
  name?: ValueSource;
  /** The unit is known by the value. */
  offers?: (ValueSource & { identifier: IdentifierKind })[];
  /** The unit refers to the value. */
  links?: (ValueSource & { identifier: IdentifierKind; link: LinkType })[];
  attributes?: Record<string, string | boolean>;
  /** The Python file must import one of these modules; for patterns such as `*.fit`. */
  requiresImport?: string[];
}

export interface Technology {
  id: string;
  name: string;
  /** Other ids by which people look for it: `wandb`. */
  aliases?: string[];
  documentation: string;
  signals: Signal[];
}

/** Something that a plugin found and asks the catalogue about: a signal kind, a name, and access to values. */
export interface Occurrence {
  kind: SignalKind;
  name: string;
  /** What the name stands for, where it is asked for as it is written: a variable and what made its value. */
  resolved?: string;
  /** Text of the value at a place, with symbol references; undefined when there is none. */
  value(source: ValueSource): string | undefined;
  /** Where that value stands, for what lies far from the name (a field of a manifest). */
  place?(source: ValueSource): Location | undefined;
  /** Modules that the file imports, and the roots of their names (Python only). */
  imports?: ReadonlySet<string>;
}

export interface Match {
  technology: Technology;
  signal: Signal;
}

export interface Catalogue {
  technologies: ReadonlyMap<string, Technology>;
  /** All signals that match, the most specific pattern of each technology first. */
  match(occurrence: Occurrence): Match[];
  /** True if any signal of a kind could match text that contains these names; used to skip files before parsing. */
  mentions(kind: SignalKind, text: string): boolean;
}

export type { ComponentFact };
