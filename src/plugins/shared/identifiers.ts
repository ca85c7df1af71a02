/**
 * Brings names as they are written in definitions into the form in which `Offer` and `Link` compare them.
 * All functions return undefined when the text names nothing that could be compared.
 */
import { namesOwnRepository } from '../../facts/own-repository.js';

/** Stands for the owner of a repository where the definition leaves it open. */
const OPEN_OWNER = '_';

/** Text that still holds a shell variable or a command substitution. */
const UNRESOLVED = /[$`]/;

const OBJECT_STORE = /^(?:s3|s3a|s3n|gs|gcs|azure|az|oss|cos|minio):\/\/([^/?#]+)/i;
/** Hadoop's names for Azure storage: `abfss://container@account.dfs.core.windows.net/path`. */
const HADOOP_AZURE = /^(?:abfss?|wasbs?):\/\/([^@/?#]+)@/i;
const AZURE_BLOB = /^https:\/\/[^/]+\.(?:blob|dfs)\.core\.windows\.net\/([^/?#]+)/i;

/** Bucket or container of an object storage URL: `s3://bucket/key` is `bucket`. */
export function bucketOf(url: string): string | undefined {
  const bucket = (OBJECT_STORE.exec(url) ?? HADOOP_AZURE.exec(url) ?? AZURE_BLOB.exec(url))?.[1];
  return bucket === undefined || UNRESOLVED.test(bucket) ? undefined : bucket;
}

/** Name of an IAM role from its ARN (`arn:aws:iam::123456789012:role/path/name`) or the name itself. */
export function roleOf(arn: string): string | undefined {
  const name = arn.startsWith('arn:') ? arn.slice(arn.lastIndexOf('/') + 1) : arn;
  return name === '' || UNRESOLVED.test(name) ? undefined : name;
}

/** Name of a cluster from its ARN, resource id or the name itself. */
export function clusterOf(text: string): string | undefined {
  const name = text.slice(text.lastIndexOf('/') + 1);
  return name === '' || UNRESOLVED.test(name) ? undefined : name;
}

const SCP_STYLE = /^[\w.-]+@([\w.-]+):(?!\/\/)([^?#]+)$/;
const URL_STYLE = /^(?:https?|ssh|git|git\+https|git\+ssh):\/\/(?:[^@/\s]*@)?([\w.-]+(?::\d+)?)\/([^?#]+)$/i;

/**
 * `host/owner/name` of a Git remote in any of its spellings (URL with or without credentials, `git@host:owner/name.git`).
 */
export function gitRepositoryOf(remote: string): string | undefined {
  // Credentials may be expressions with blanks in them.
  const address = remote.replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1');
  const match = URL_STYLE.exec(address) ?? SCP_STYLE.exec(address);
  const host = match?.[1]?.replace(/:\d+$/, '').toLowerCase();
  const path = withOwner(match?.[2]?.replace(/\/+$/, '').replace(/\.git$/, '') ?? '');
  if (!host || !path || /[$`\s]/.test(host + path) || !path.includes('/')) return undefined;
  return `${host}/${path}`;
}

/** True for `host/owner/name`. */
export function isRepositoryName(text: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+(?:\/[\w.-]+){2,}$/.test(text);
}

/** `github.com/owner/name` of the `owner/name` that GitHub's own definitions use. */
export function gitHubRepository(slug: string): string | undefined {
  const named = withOwner(slug);
  return /^[\w.-]+\/[\w.-]+$/.test(named) ? `github.com/${named}` : undefined;
}

const HIDDEN_OWNER = /^(?:\$\{\{[^{}]*\}\}|\$\{[\w.]+\}|\$\w+|\$\(\w+\))(?=\/[\w.-]+$)/;

/** An owner in a variable is mostly the own one (`${{ github.repository_owner }}/deploy`); which it is, is left open. */
const withOwner = (path: string): string => path.replace(HIDDEN_OWNER, OPEN_OWNER);

const DISPATCH = /(?:^|\/)repos\/([^/]+\/[^/\s]+)\/(?:dispatches|actions\/workflows\/([\w.-]+)\/dispatches)$/;

/**
 * What a call of GitHub's interface starts: the workflows of a repository that wait for an event, or one of them.
 * https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event
 */
export function gitHubDispatch(url: string): { repository: string; workflow: string | undefined } | undefined {
  const [, slug = '', workflow] = DISPATCH.exec(url) ?? [];
  const repository = gitHubRepository(slug);
  return repository === undefined ? undefined : { repository, workflow };
}

/** Expressions of CI platforms inside a name: `${{ github.sha }}`, `$(Build.BuildId)`. */
const EXPRESSION = /\$\{\{([^{}]*)\}\}|\$\(([\w.]+)\)/g;

/** What a command prints: `$(git rev-parse HEAD)`. */
const COMMAND = /\$\([^()\n]{1,200}\)/g;

/**
 * An image reference without the transport that some tools put in front (`docker://`). Variables stay, as `${NAME}`: a
 * tag is rarely constant.
 */
export function imageOf(reference: string): string | undefined {
  const image = reference
    .replace(/^(?:docker|oci|docker-daemon):\/\//, '')
    .replace(EXPRESSION, (_, github?: string, azure?: string) => `\${${(github ?? azure ?? '').trim()}}`)
    .replace(COMMAND, '${command}');
  const isHidden = /^\$\{?[\w. ]+\}?(?::[^/]*)?$/.test(image) && !namesOwnRepository(image);
  return image === '' || image.length > 500 || /^[-.]|[\s`]/.test(image) || isHidden ? undefined : image;
}

/** Identifier (`config`) of a file that a build gives out, by its name. */
export const artifactIdentifier = (name: string): string => `artifact:${name}`;
