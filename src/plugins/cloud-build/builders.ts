import { programOfImage } from '../shared/image-programs.js';

/** Builders of Google (`cloud-builders/NAME`) and of the community, pushed into a project (`gcr.io/PROJECT/NAME`). */
const OFFICIAL = /(?:^|\/)cloud-builders\/([\w-]+)$/;
const COMMUNITY =
  /^(?:gcr\.io|[\w-]+-docker\.pkg\.dev)\/\$\{?PROJECT_ID\}?\/(?:[\w-]+\/)?(terraform|helm|kubectl|docker-compose|terragrunt|packer|skaffold|kustomize|make|pulumi|firebase|tox)$/;
/** One builder holds several tools; the name says which one it starts. */
const VARIANTS: Readonly<Record<string, string>> = { 'gke-deploy': 'gke-deploy', python: 'python', 'npm-10': 'npm' };

/** The program, or undefined where `args` begin with it (or it is not known). */
export function defaultProgram(image: string): string | undefined {
  const name = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const known = programOfImage(name);
  if (known !== undefined) return known;
  const builder = OFFICIAL.exec(name)?.[1] ?? COMMUNITY.exec(name)?.[1];
  if (builder === undefined) return undefined;
  return Object.hasOwn(VARIANTS, builder) ? VARIANTS[builder] : builder;
}
