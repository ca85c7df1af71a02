/**
 * What other people's steps do that CI platforms know by name: orbs of CircleCI, pipes of Bitbucket, plugins of Drone. What they
 * say about a technology is in the catalogue, as signals of the kind `action` (`circleci/slack/notify`, `atlassian/slack-notify`,
 * `plugins/docker`).
 */
import type { Fact } from '../../../facts/types.js';
import { entries, text } from '../../../syntax/data/tree.js';
import type { DataNode } from '../../../syntax/types.js';
import { factsForSignal } from '../../signals.js';
import { deploysApplication, DEPLOYS_OWN_BUILD, factsForEffects, linkFacts } from '../effects.js';
import type { Effect, Place } from '../effects.js';
import { expandVariables, placeAt } from './lines.js';
import type { LineScope } from './lines.js';
import type { Step, StepEffect } from './workflow.js';

export interface Package {
  /** Name without a version, in lower case. */
  name: string;
  /** Values handed over. */
  inputs: DataNode | undefined;
  /** Where it is named. */
  node: DataNode;
}

const deploysPath = (...keys: string[]): Effect[] => [{ link: 'deploys', to: 'path', keys }, { trait: 'deploys' }];
const publishesImage = (...keys: string[]): Effect[] => [
  { offer: 'image', keys },
  { link: 'publishes-to', to: 'image', keys },
];
const buildsImage = (keys: string[], files: string[]): Effect[] => [
  ...publishesImage(...keys),
  { link: 'builds', to: 'path', keys: files, default: 'Dockerfile' },
  { trait: 'builds-package' },
];
const DEPLOYS: readonly Effect[] = [{ trait: 'deploys' }];
const PUBLISHES: readonly Effect[] = [{ trait: 'builds-package' }];

/** Effects by name; the first pattern that fits. Sources: the CircleCI orb registry, Bitbucket pipes, plugins.drone.io. */
const EFFECTS: readonly (readonly [RegExp, readonly Effect[]])[] = [
  // Orbs
  [/^circleci\/aws-ecr\/(?:build|push)/, buildsImage(['repo', 'repo-name'], ['dockerfile'])],
  [/^circleci\/docker\/(?:publish|build)/, buildsImage(['image'], ['dockerfile'])],
  [/^circleci\/gcp-gcr\/(?:build|push)/, buildsImage(['image'], ['dockerfile'])],
  [/^circleci\/aws-ecs\/(?:deploy|update|run)/, [DEPLOYS_OWN_BUILD]],
  [/^circleci\/heroku\/.*deploy|^circleci\/gcp-cloud-run\/deploy/, [deploysApplication()]],
  [/^circleci\/aws-eks\/(?:update-container-image|create-cluster|.*deploy)/, DEPLOYS],
  [/^circleci\/(?:kubernetes|aws-eks)\/create-or-update/, deploysPath('resource-file-path')],
  [/^circleci\/helm\/(?:upgrade|install)/, deploysPath('chart')],
  [
    /^circleci\/terraform\/apply/,
    [{ link: 'deploys', to: 'path', keys: ['path'], default: '.' }, { trait: 'deploys' }],
  ],
  [/^circleci\/aws-s3\/(?:sync|copy)/, [{ link: 'writes-to', to: 'bucket', keys: ['to'] }]],
  [
    /^circleci\/(?:heroku|gcp-cloud-run|aws-sam-serverless|aws-cloudformation|azure-aks|gcp-gke|cloudfoundry)\/.*deploy/,
    DEPLOYS,
  ],
  [/^circleci\/python\/test/, [{ trait: 'tests' }]],
  [/^circleci\/python\/dist|^circleci\/(?:twine|pypi)\//, PUBLISHES],
  // Pipes
  [
    /^atlassian\/(?:aws-ecr|google-gcr|google-artifact-registry|azure-acr)-push-image$/,
    publishesImage('IMAGE_NAME', 'IMAGE'),
  ],
  [
    /^atlassian\/aws-ecs-deploy$/,
    [...deploysPath('TASK_DEFINITION'), { ...DEPLOYS_OWN_BUILD, when: { keys: ['TASK_DEFINITION'], absent: true } }],
  ],
  [/^atlassian\/(?:heroku-deploy|azure-web-apps-deploy|aws-elasticbeanstalk-deploy)$/, [deploysApplication()]],
  [/^atlassian\/aws-cloudformation-deploy$/, deploysPath('TEMPLATE')],
  [/^atlassian\/aws-sam-deploy$/, deploysPath('SAM_TEMPLATE', 'TEMPLATE')],
  [/^atlassian\/aws-lambda-deploy$/, deploysPath('ZIP_FILE')],
  [
    /^atlassian\/(?:aws-eks-kubectl-run|kubectl-run|google-gke-kubectl-run|azure-aks-deploy)$/,
    deploysPath('RESOURCE_PATH'),
  ],
  [/^atlassian\/(?:aws-eks-helm-deploy|.*helm.*)$/, deploysPath('CHART')],
  [
    /^atlassian\/(?:aws-s3-deploy|google-cloud-storage-deploy)$/,
    [{ link: 'writes-to', to: 'bucket', keys: ['S3_BUCKET', 'BUCKET'] }],
  ],
  [/^atlassian\/trigger-pipeline$/, []],
  [/^atlassian\/pypi-publish$/, PUBLISHES],
  [
    /^atlassian\/(?!aws-code-deploy-).*-(?:deploy|run-deploy)$|^atlassian\/aws-code-deploy$|^microsoft\/azure-.*-deploy$/,
    DEPLOYS,
  ],
  // Providers of Travis CI
  [/^travis\/(?:pypi|releases|npm|packagecloud)$/, PUBLISHES],
  [/^travis\/s3$/, [{ link: 'writes-to', to: 'bucket', keys: ['bucket'] }]],
  [/^travis\/script$/, []],
  [/^travis\/(?:heroku|elasticbeanstalk|gae|azure_web_apps)$/, [deploysApplication()]],
  [/^travis\//, DEPLOYS],
  // Plugins
  [
    /^(?:plugins\/(?:docker|ecr|gcr|acr|buildx|kaniko)|banzaicloud\/drone-kaniko|woodpeckerci\/plugin-docker-buildx|thegeeklab\/drone-docker\w*)$/,
    buildsImage(['repo'], ['dockerfile']),
  ],
  [/^(?:pelotech\/drone-helm3?|bitsbeats\/drone-helm3|quay\.io\/ipedrazas\/drone-helm)$/, deploysPath('chart')],
  [/^(?:sinlead|bitnami|quay\.io\/honestbee)?\/?drone-kube\w*$/, deploysPath('template')],
  [/^plugins\/s3(?:-sync)?$|^woodpeckerci\/plugin-s3$/, [{ link: 'writes-to', to: 'bucket', keys: ['bucket'] }]],
  [/^plugins\/downstream$/, [{ link: 'triggers', to: 'git-repository', keys: ['repositories'] }]],
  [/^plugins\/pypi$/, PUBLISHES],
];

/** Set up the machine or tidy up: nothing happens to the project. */
const NEUTRAL =
  /\/(?:setup|install|checkout|login|auth|init|restore|save|cache|authenticate|configure)[\w-]*$|^circleci\/(?:aws-cli|gcp-cli|python|node|go|ruby|azure-cli|conda)\/(?!test|dist)|-(?:setup|login|auth)$/;
const NOTIFIES = /slack|teams|discord|telegram|email|mail|notify|pagerduty|opsgenie|webhook/;

/** A step that runs a package. */
export function packageStep(found: Package, scope: LineScope): Step {
  const effect: StepEffect = NEUTRAL.test(found.name) || NOTIFIES.test(found.name) ? 'none' : 'work';
  return { name: found.name, offset: found.node.offset, effect, facts: (unit) => packageFacts(found, unit, scope) };
}

export function packageFacts({ name, inputs, node }: Package, unit: string, scope: LineScope): Fact[] {
  const value = (key: string): string | undefined => {
    const found = entries(inputs).find((entry) => entry.key.replaceAll('_', '-') === key.replaceAll('_', '-'));
    const written = text(found?.value);
    return written === undefined || written === '' ? undefined : expandVariables(written, scope.variables);
  };
  const place: Place = {
    ...placeAt(node, unit, scope),
    kind: 'action',
    values: ({ keys = [], default: standard }) => {
      const found = keys.map(value).find((candidate) => candidate !== undefined) ?? standard;
      return found === undefined ? [] : found.split(/\s*[,\n]\s*/).filter(Boolean);
    },
  };
  const effects = EFFECTS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
  const occurrence = {
    kind: 'action' as const,
    name,
    value: ({ key }: { key?: string }) => (key ? value(key) : undefined),
  };
  return [
    ...factsForSignal(scope.context.catalogue, occurrence, unit, place.at),
    ...factsForEffects(effects, place),
    ...(name === 'atlassian/trigger-pipeline' ? otherPipeline(value, place) : []),
  ];
}

/** The pipe that starts a pipeline of another repository. */
function otherPipeline(value: (key: string) => string | undefined, place: Place): Fact[] {
  const slug = value('REPO_SLUG') ?? value('REPOSITORY');
  if (slug === undefined || slug.includes('$')) return [];
  const owner = value('ACCOUNT') ?? value('WORKSPACE') ?? value('OWNER');
  const name = slug.includes('/')
    ? slug
    : `${owner === undefined || owner.includes('$') ? 'workspace' : owner}/${slug}`;
  return linkFacts(place, 'triggers', 'git-repository', `bitbucket.org/${name}`);
}
