/** Programs that images start when a step or container names none. Source: the Dockerfiles of the images. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'hashicorp/terraform': 'terraform',
  'alpine/helm': 'helm',
  'alpine/git': 'git',
  'bitnami/kubectl': 'kubectl',
  'gcr.io/kaniko-project/executor': '/kaniko/executor',
  'gcr.io/k8s-skaffold/skaffold': 'skaffold',
  'gcr.io/k8s-skaffold/pack': 'pack',
  'docker/compose': 'docker-compose',
  'pulumi/pulumi': 'pulumi',
};

/**
 * @param name of the image, without its tag
 * @returns the program to which arguments are given; undefined for images of which it is not known
 */
export const programOfImage = (name: string): string | undefined =>
  Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
