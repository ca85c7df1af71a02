/**
 * What pipelines call the repository in which they run. An image that is named so bears the repository's name.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context
 * https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
const OWN =
  /\$\{?(?:CI_REGISTRY_IMAGE|CI_PROJECT_(?:PATH|NAME)(?:_SLUG)?|GITHUB_REPOSITORY|github\.(?:event\.)?repository(?:\.name)?|BITBUCKET_REPO_(?:SLUG|FULL_NAME)|Build\.Repository\.Name)\b\}?/g;

/** Whether a text names the own repository by a variable. */
export const namesOwnRepository = (text: string): boolean => text.search(OWN) !== -1;

/** The text with a name in the place of such variables; the owner or registry in front of the name stays unknown. */
export const withOwnRepository = (text: string, name: string): string => text.replace(OWN, () => `$owner/${name}`);
