/** Terraform, where this machine has it. Nothing is downloaded: providers come from a mirror on disk or not at all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Terraform itself looks for a mirror, and what the variable names. */
const MIRRORS = [
  process.env.REFARCH_TERRAFORM_PROVIDERS,
  join(homedir(), '.terraform.d/plugins'),
  '/usr/local/share/terraform/plugins',
  '/usr/share/terraform/plugins',
];

const configuration = join(mkdtempSync(join(tmpdir(), 'refarch-terraform-')), 'terraform.rc');
export const mirror = MIRRORS.find((path) => path && existsSync(join(path, 'registry.terraform.io')));
writeFileSync(
  configuration,
  `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror ?? tmpdir())}\n  }\n}\n`,
);

/** @returns what it printed, both streams, and how it ended */
export function terraform(cwd: string, ...args: string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync('terraform', args, {
    cwd,
    encoding: 'utf8',
    // The schema of a provider is that large.
    maxBuffer: 50_000_000,
    env: { ...process.env, TF_CLI_CONFIG_FILE: configuration, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
  });
  return { code: status, text: `${stdout}${stderr}` };
}

export const hasTerraform = terraform(tmpdir(), 'version').code === 0;
if (!hasTerraform) {
  if (process.env.REFARCH_REQUIRE_TOOLS) throw new Error('terraform is not there');
  process.stderr.write('Not run with Terraform: it is not on this machine.\n');
}
