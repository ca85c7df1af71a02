/** Expressions in commands and references of Azure ML YAML. */

/** `${{inputs.rate}}` is filled in when the job runs; for a shell it is a variable. */
export function shellOf(command: string): string {
  return command.replace(/\$\{\{\s*([\w.-]{1,200})\s*\}\}/g, (_, name: string) => `\${${name.replace(/\W/g, '_')}}`);
}

/** `azureml:NAME@latest`, `azureml:NAME:3`: the name of the asset; undefined for anything else. */
export function assetName(reference: string | undefined): string | undefined {
  return /^azureml:([^:@/\s]+)/.exec(reference ?? '')?.[1];
}

/** Path of a file reference (`./train.yml`, `file:./train.yml`); undefined for assets and URLs. */
export function localPath(reference: string | undefined): string | undefined {
  const path = reference?.replace(/^file:(?:\/\/)?/, '');
  return path === undefined || /^[a-z][\w+.-]*:/i.test(path) ? undefined : path;
}
