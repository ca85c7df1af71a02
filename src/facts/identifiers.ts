/** Normal forms of identifiers, so that two definitions that mean the same thing write the same text. */
import type { IdentifierKind } from './types.js';

const KUBERNETES_SUFFIX = /\.svc(\.cluster\.local)?$/;

/**
 * Host of a URL or address, without scheme, credentials, port and Kubernetes suffix:
 * `http://mlflow.mlflow.svc.cluster.local:5000/x` → `mlflow.mlflow`.
 * Local addresses name nothing that another definition could share and give ''.
 */
export function normaliseHost(value: string): string {
  const host = value
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#].*$/s, '')
    .replace(/:\d*$/, '')
    .replace(KUBERNETES_SUFFIX, '')
    .toLowerCase();
  return /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1?\]?)$/.test(host) ? '' : host;
}

/** Name (`host`) of whatever answers at a port of the machine on which containers run. */
export const publishedPort = (port: string): string => `published-${port}`;

/** Name (`config`) of pods that ask by an annotation to be scraped. https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus */
export const SCRAPE_ANNOTATION = 'annotation:prometheus.io/scrape';

/** Image reference without digest and tag: `ghcr.io/acme/churn:1.2` → `ghcr.io/acme/churn`. */
export function imageWithoutTag(reference: string): string {
  return reference
    .trim()
    .replace(/@sha256:.*$/, '')
    .replace(/:[^/]*$/, '');
}

/** Path of an image in its registry: `123.dkr.ecr.eu-west-1.amazonaws.com/team/churn:1` → `team/churn`. */
export function imageRepository(reference: string): string {
  const segments = imageWithoutTag(reference).split('/');
  const first = segments[0] ?? '';
  const isRegistry = segments.length > 1 && (/[.:]/.test(first) || first === 'localhost' || /^\$|^\{\{/.test(first));
  return (isRegistry ? segments.slice(1) : segments).join('/').toLowerCase();
}

/** `git@github.com:Acme/churn.git`, `https://github.com/Acme/churn` → `github.com/acme/churn`. */
export function normaliseRepository(value: string): string {
  return value
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?!\d+\/)/, '$1/')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

/** Bucket or container of an object-storage URL (`s3://bucket/key` → `bucket`) or a plain bucket name. */
export function bucketName(value: string): string {
  const text = value.trim().replace(/^arn:aws[\w-]*:s3:::/, '');
  const url = /^(?:s3|s3a|s3n|gs|gcs|wasbs?|abfss?):\/\/([^/]+)/i.exec(text);
  const place = url?.[1] ?? text.replace(/\/.*$/s, '');
  return url ? place.replace(/@.*$/s, '') : place;
}

/** Bucket of an address by which browsers and clients reach object storage; undefined for other addresses. */
export function bucketOfAddress(url: string): string | undefined {
  const [host = '', path = ''] = url
    .replace(/^https?:\/\//i, '')
    .split('/', 2)
    .map((part) => part.toLowerCase());
  const hosted =
    /^([a-z0-9][a-z0-9.-]*)\.(?:s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com|storage\.googleapis\.com)$/.exec(host)?.[1] ??
    /^([a-z0-9]+)\.(?:blob|dfs)\.core\.windows\.net$/.exec(host)?.[1];
  if (hosted) return hosted;
  return /^(?:s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com|storage\.(?:cloud\.)?google(?:apis)?\.com)$/.test(host)
    ? path
    : undefined;
}

/** Name of a role or resource in an ARN: `arn:aws:iam::1:role/ci/deploy` → `deploy`. */
export function arnName(value: string): string {
  return /^arn:/.test(value) ? value.slice(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1) : value;
}

/** Pipeline of SageMaker or state machine that an ARN names; undefined for anything else. */
export function pipelineOfArn(value: string): string | undefined {
  return /^arn:.*:(?:pipeline\/|stateMachine:)([^:/]+)$/.exec(value.trim())?.[1];
}

/** Name of a function: `arn:aws:lambda:eu-west-1:1:function:score:live` → `score`. */
export function functionName(value: string): string {
  const [, name] = /^arn:[\w-]*:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(value.trim()) ?? [];
  return name ?? value.trim();
}

/** The normal form in which identifiers of a kind are compared. */
export function normaliseIdentifier(kind: IdentifierKind, value: string): string {
  switch (kind) {
    case 'host':
      return normaliseHost(value);
    case 'image':
    case 'image-repository':
      return imageRepository(value);
    case 'git-repository':
      return normaliseRepository(value);
    case 'bucket':
      return bucketName(value);
    case 'role':
      return arnName(value);
    case 'function':
      return functionName(value);
    case 'path':
      return value.replace(/^\.\/+/, '').replace(/\/+$/, '') || '.';
    default:
      return value.trim();
  }
}

/** Service of an ARN: `arn:aws:dynamodb:eu-west-1:1:table/users` → `dynamodb`; undefined for anything else. */
export function arnService(value: string): string | undefined {
  return /^arn:[\w-]*:([a-z0-9-]+):/.exec(value)?.[1]?.replaceAll('-', '');
}
