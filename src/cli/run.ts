/** Parses the command line, runs the command, and turns errors into one sentence and the right exit code. */
import { Command, CommanderError, Option } from 'commander';
import { SEVERITIES } from '../vocabulary/index.js';
import { VERSION } from '../engine/version.js';
import { UsageError } from './errors.js';
import { EXIT } from './exit-codes.js';

const EXIT_CODES_HELP = `
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage or configuration,
3 incomplete (unreadable or over-limit files), 4 internal error, 130 interrupted.`;

export async function run(argv: readonly string[]): Promise<number> {
  let exit: number = EXIT.ok;
  const program = new Command('refarch')
    .description('Audits the definitions by which machine learning is built, deployed and run.')
    .version(VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', EXIT_CODES_HELP);

  const formatOption = (): Option =>
    new Option('-f, --format <format[=file]>', 'report to write; repeat for several; without =file it goes to stdout')
      .argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  const quietOption = (): Option => new Option('-q, --quiet', 'no progress and no notices on stderr');

  program
    .command('audit')
    .description('assess one or more sources as one organisation')
    .argument('[path...]', 'directories; each is one source', ['.'])
    .addOption(formatOption())
    .addOption(new Option('--fail-on <severity>', 'exit with 1 for findings at or above').choices([...SEVERITIES, 'never']))
    .option('--allow-incomplete', 'exit as usual although some files could not be read')
    .option('-c, --config <file>', 'configuration file; refarch.yaml of the first source otherwise')
    .option('-m, --model <id>', 'evaluate only this model; repeat for several', (id: string, before: string[]) => [...before, id], [])
    .addOption(quietOption())
    .addHelpText('after', `
Examples:
  refarch audit                                     the current directory, report to the terminal
  refarch audit ml-repo infra-repo platform-repo    three sources, one graph
  refarch audit --format json=assessment.json --format terminal --fail-on warning`)
    .action(async (paths: string[], options) => {
      exit = await (await import('./audit.js')).auditCommand(paths, options);
    });

  program
    .command('render')
    .description('the same reports, from an assessment made earlier')
    .argument('<file>', 'assessment (JSON)')
    .addOption(formatOption())
    .addOption(quietOption())
    .action(async (file: string, options) => {
      exit = await (await import('./render.js')).renderCommand(file, options);
    });

  program
    .command('explain')
    .description('a rule, criterion, element, principle, component or technology: what it means, what was looked for, what was found')
    .argument('<id>', 'for example C6, G1.8, mlflow, serving-without-monitoring or a component id')
    .argument('[path...]', 'sources to say what was found in; nothing is read when left out')
    .option('-c, --config <file>', 'configuration file')
    .action(async (id: string, paths: string[], options) => {
      exit = await (await import('./explain.js')).explainCommand(id, paths, options);
    });

  try {
    await program.parseAsync([...argv]);
    return exit;
  } catch (error) {
    return exitFor(error);
  }
}

async function exitFor(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { forTerminal } = await import('../report/escape.js');
  const message = forTerminal(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError || (error instanceof Error && /^(ConfigurationError|WorkspaceError)$/.test(error.name))) {
    process.stderr.write(`refarch: ${message}\n`);
    return EXIT.usage;
  }
  process.stderr.write(`refarch: internal error: ${message}\nPlease report it with the command that you ran.\n`);
  if (process.env.REFARCH_DEBUG && error instanceof Error) process.stderr.write(`${forTerminal(error.stack ?? '').replaceAll('\\x0a', '\n')}\n`);
  return EXIT.internal;
}
