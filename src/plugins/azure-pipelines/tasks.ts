/**
 * Tasks of general use: what they do, as data. What a task says about a technology is in the catalogue.
 * Source: Microsoft, "Azure Pipelines task reference".
 */
import { deploysApplication } from '../shared/effects.js';
import type { Effect } from '../shared/effects.js';

/** Set up the agent, move files, publish results: nothing happens to the project. */
const NEUTRAL =
  /^(?:Use\w+|\w+Installer|\w+ToolInstaller|PublishTestResults|PublishCodeCoverageResults|PublishPipelineArtifact|PublishBuildArtifacts|Download\w*|Cache\w*|CopyFiles|DeleteFiles|ArchiveFiles|ExtractFiles|InstallSSHKey|AzureKeyVault|Delay|CondaEnvironment|CondaAuthenticate|PipAuthenticate|npmAuthenticate|replacetokens|ManualValidation|ManualIntervention|PythonVersion)$/i;

export function isNeutral(task: string): boolean {
  return NEUTRAL.test(task);
}

export interface ScriptInput {
  /** Input that holds the text. */
  text: string;
  /** Input that holds the path of a file instead. */
  file?: string;
  language?: 'python';
  /** Inputs that name the directory; the first that is set counts. */
  directory?: readonly string[];
}

/** Tasks that run a script, by lower-case name. */
export const SCRIPT_TASKS: Readonly<Record<string, ScriptInput>> = {
  bash: { text: 'script', file: 'filePath', directory: ['workingDirectory'] },
  shellscript: { text: 'script', file: 'scriptPath', directory: ['cwd'] },
  cmdline: { text: 'script', directory: ['workingDirectory'] },
  powershell: { text: 'script', file: 'filePath', directory: ['workingDirectory'] },
  pythonscript: { text: 'script', file: 'scriptPath', language: 'python', directory: ['workingDirectory'] },
  azurecli: { text: 'inlineScript', file: 'scriptPath', directory: ['workingDirectory', 'cwd'] },
  azurepowershell: { text: 'Inline', file: 'ScriptPath', directory: ['workingDirectory'] },
  awsshellscript: { text: 'inlineScript', file: 'filePath', directory: ['workingDirectory'] },
  awscli: { text: 'awsArguments' },
};

const deploys = (...keys: string[]): Effect => ({ link: 'deploys', to: 'path', keys });

export const TASK_EFFECTS: Readonly<Record<string, readonly Effect[]>> = {
  manualvalidation: [{ trait: 'approval', detail: 'ManualValidation' }],
  manualintervention: [{ trait: 'approval', detail: 'ManualIntervention' }],
  // `buildAndPush` is what the task does when no command is given.
  docker: [
    {
      link: 'builds',
      to: 'path',
      keys: ['dockerfile', 'dockerFile'],
      default: 'Dockerfile',
      when: { keys: ['command'], matches: /^(?:push|login|logout|start|stop)$/i, absent: true },
    },
    { offer: 'image', keys: ['repository', 'imageName'] },
    {
      link: 'publishes-to',
      to: 'image',
      keys: ['repository', 'imageName'],
      when: { keys: ['command'], matches: /^(?:build|login|logout|start|stop)$/i, absent: true },
    },
    {
      trait: 'builds-package',
      when: { keys: ['command'], matches: /^(?:push|login|logout|start|stop)$/i, absent: true },
    },
  ],
  dockercompose: [
    { link: 'deploys', to: 'path', keys: ['dockerComposeFile'], when: { keys: ['action'], matches: /run|up/i } },
    { link: 'builds', to: 'path', keys: ['dockerComposeFile'], when: { keys: ['action'], matches: /build|push/i } },
  ],
  kubernetes: [deploys('configuration', 'arguments')],
  kubernetesmanifest: [deploys('manifests'), { link: 'deploys', to: 'image', keys: ['containers'] }],
  helmdeploy: [
    {
      link: 'deploys',
      to: 'path',
      keys: ['chartPath'],
      when: { keys: ['command'], matches: /^(?:install|upgrade)$/i },
    },
    {
      link: 'includes',
      to: 'path',
      keys: ['valueFile'],
      when: { keys: ['command'], matches: /^(?:install|upgrade)$/i },
    },
    { link: 'runs-on', to: 'cluster', keys: ['kubernetesCluster'] },
  ],
  azureresourcemanagertemplatedeployment: [deploys('csmFile')],
  azureresourcegroupdeployment: [deploys('csmFile')],
  azurewebappcontainer: [{ link: 'deploys', to: 'image', keys: ['imageName', 'containers'] }, { trait: 'deploys' }],
  azurewebapp: [deploysApplication()],
  azurermwebappdeployment: [
    { link: 'deploys', to: 'image', keys: ['DockerRepository', 'ImageName'] },
    deploysApplication(),
  ],
  azurefunctionapp: [{ trait: 'deploys' }],
  azurefunctionappcontainer: [{ link: 'deploys', to: 'image', keys: ['imageName'] }, { trait: 'deploys' }],
  azurecontainerapps: [
    { link: 'deploys', to: 'image', keys: ['imageToDeploy'] },
    { link: 'deploys', to: 'application', keys: ['appSourcePath'] },
    deploys('yamlConfigPath'),
    { trait: 'deploys' },
  ],
  terraformtask: [
    {
      link: 'deploys',
      to: 'path',
      keys: ['workingDirectory'],
      default: '.',
      when: { keys: ['command'], matches: /^apply$/i },
    },
  ],
  terraformcli: [
    {
      link: 'deploys',
      to: 'path',
      keys: ['workingDirectory'],
      default: '.',
      when: { keys: ['command'], matches: /^apply$/i },
    },
  ],
  cloudformationcreateorupdatestack: [deploys('templateFile')],
  triggerbuild: [{ link: 'triggers', to: 'workflow', keys: ['buildDefinition'] }],
  twineauthenticate: [{ trait: 'builds-package' }],
  dotnetcorecli: [{ trait: 'tests', when: { keys: ['command'], matches: /^test$/i } }],
  maven: [{ trait: 'tests' }],
  gradle: [{ trait: 'tests' }],
  npm: [],
};
