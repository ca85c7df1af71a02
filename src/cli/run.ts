/** Parses the command line, runs the command, and turns errors into one sentence and the right exit code. */
import { Command, CommanderError, Option } from 'commander';
import { FORMATS } from '../report/index.js';
import { SEVERITIES } from '../vocabulary/index.js';
import { DIAGRAM_FORMATS, DIAGRAM_VIEWS } from '../diagram/index.js';
import { VERSION } from '../engine/version.js';
import { forTerminal } from '../report/escape.js';
import { EXIT } from './exit-codes.js';

const EXIT_CODES_HELP = `
Exit codes: 0 nothing fails, 1 findings or another gate, 2 wrong usage, configuration or baseline,
3 incomplete (unreadable or over-limit files), 4 internal error, 130 interrupted.`;

export async function run(argv: readonly string[]): Promise<number> {
  let exit: number = EXIT.ok;
  const program = new Command('refarch')
    .description('Audits the definitions by which machine learning is built, deployed and run.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) =>
        write(
          text
            .replace(/^error: /, 'refarch: ')
            .split('\n')
            .map(forTerminal)
            .join('\n'),
        ),
    })
    .addHelpText('afterAll', EXIT_CODES_HELP);

  const repeated = (flags: string, description: string): Option =>
    new Option(flags, description).argParser((value: string, before: string[] | undefined) => [
      ...(before ?? []),
      value,
    ]);
  const formatOption = (): Option =>
    repeated(
      '-f, --format <format[=file]>',
      `report to write: ${FORMATS.join(', ')}; repeat for several; without =file it goes to stdout`,
    );
  const linkOption = (): Option =>
    new Option(
      '--link-template <address>',
      'address of a line on your forge, with {host}, {repository}, {commit}, {path} and {line}; known forges need none',
    );
  const quietOption = (): Option => new Option('-q, --quiet', 'no progress and no notices on stderr');
  const configOption = (): Option =>
    new Option('-c, --config <file>', 'configuration file; refarch.yaml of the first source otherwise');
  const trustedOption = (): Option =>
    new Option(
      '--trusted-config <dir>',
      'take configuration, models, baseline and waivers from here, not from the sources, and trust no comment in them',
    );
  const dateOption = (): Option =>
    new Option('--date <day>', 'day on which attestations and waivers have to count; SOURCE_DATE_EPOCH or else today');
  const incompleteOption = (): Option =>
    new Option('--allow-incomplete', 'exit as usual although some files could not be read');

  program
    .command('audit')
    .description('assess one or more sources as one organisation')
    .argument('[path...]', 'directories, each one source; those of the configuration or else the current one')
    .addOption(formatOption())
    .addOption(linkOption())
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit with 1 for findings at or above; failOn of the configuration or else error',
      ).choices([...SEVERITIES, 'never']),
    )
    .addOption(
      repeated('--min-level <model=level>', 'exit with 1 below this level, as in google-mlops=1; repeat for several'),
    )
    .addOption(
      repeated('--require <elements>', 'exit with 1 unless these elements are present, as in C6,C9; repeat for more'),
    )
    .addOption(new Option('--max-new <number>', 'exit with 1 for more findings that neither baseline nor waiver holds'))
    .addOption(new Option('--baseline <file>', 'known findings, which do not count; refarch baseline writes it'))
    .addOption(incompleteOption())
    .addOption(configOption())
    .addOption(trustedOption())
    .addOption(
      repeated(
        '-m, --model <id|file>',
        'evaluate only this model, an edition after @, or one that you wrote (YAML); repeat for several',
      ),
    )
    .addOption(dateOption())
    .addOption(quietOption())
    .addHelpText(
      'after',
      `
Examples:
  refarch audit                                     the current directory, report to the terminal
  refarch audit ml-repo infra-repo platform-repo    three sources, one graph
  refarch audit --format json=assessment.json --format terminal --fail-on warning`,
    )
    .action(async (paths: string[], options) => {
      exit = await (await import('./audit.js')).auditCommand(paths, options);
    });

  program
    .command('init')
    .description('look at what is there and write a configuration that explains every setting')
    .argument('[path]', 'directory; the current one when left out', '.')
    .option('--stdout', 'print it instead of writing refarch.yaml')
    .addOption(quietOption())
    .action(async (path: string, options) => {
      exit = await (await import('./init.js')).initCommand(path, options);
    });

  program
    .command('diff')
    .description('what the architecture gained and lost')
    .argument('<base>', 'directory, assessment (JSON), or commit of the repository')
    .argument('<head>', 'the same')
    .option('--repository <dir>', 'repository of the commits', '.')
    .addOption(
      repeated(
        '-f, --format <format[=file]>',
        'terminal, markdown or json; repeat for several; without =file to stdout',
      ),
    )
    .option(
      '--fail-on-drift <kinds>',
      'exit with 1 for any of lost-component, level-drop, new-divergence, new-finding, separated by commas',
    )
    .addOption(incompleteOption())
    .addOption(
      new Option('-c, --config <file>', 'configuration file for both sides; refarch.yaml of the base otherwise'),
    )
    .addOption(repeated('-m, --model <id|file>', 'evaluate only this model; repeat for several'))
    .addOption(dateOption())
    .addOption(quietOption())
    .addHelpText(
      'after',
      `
Commits are read without a checkout and without the repository's configuration; nothing of it is executed.

Examples:
  refarch diff main HEAD
  refarch diff before/ after/ --fail-on-drift lost-component,level-drop,new-divergence
  refarch diff base.json head.json --format markdown=drift.md`,
    )
    .action(async (base: string, head: string, options) => {
      exit = await (await import('./diff.js')).diffCommand(base, head, options);
    });

  program
    .command('baseline')
    .description('freeze the findings of today, so that audit --baseline fails for new ones only')
    .argument('[path...]', 'directories, each one source; those of the configuration or else the current one')
    .option('-o, --output <file>', 'file to write; baseline of the configuration or else refarch-baseline.yaml')
    .option('--prune', 'remove from an existing file what is fixed; nothing is added')
    .addOption(incompleteOption())
    .addOption(configOption())
    .addOption(trustedOption())
    .addOption(repeated('-m, --model <id|file>', 'evaluate only this model; repeat for several'))
    .addOption(dateOption())
    .addOption(quietOption())
    .action(async (paths: string[], options) => {
      exit = await (await import('./baseline.js')).baselineCommand(paths, options);
    });

  program
    .command('render')
    .description('the same reports, from an assessment made earlier')
    .argument('<file>', 'assessment (JSON)')
    .addOption(formatOption())
    .addOption(linkOption())
    .addOption(quietOption())
    .action(async (file: string, options) => {
      exit = await (await import('./render.js')).renderCommand(file, options);
    });

  program
    .command('diagram')
    .description('the component graph as a picture, or as a model for another tool')
    .argument('[path...]', 'directories, each one source; those of the configuration or else the current one')
    .addOption(
      new Option('-f, --format <format>', 'a picture, a drawing to go on with, or a model')
        .choices(DIAGRAM_FORMATS)
        .default('svg'),
    )
    .addOption(
      new Option(
        '--view <view>',
        'the graph (default), one component with what is related to it, the graph with what a reference architecture asks for and was not found, or that architecture with what was found laid over it',
      ).choices([...DIAGRAM_VIEWS, 'overlay']),
    )
    .option('--component <id>', 'the component that the picture is about')
    .option(
      '-m, --model <id|file>',
      'the reference architecture of an overlay or of gaps; the first one that is evaluated otherwise',
    )
    .option('--gaps', 'an overlay of what is missing, the rest faintly')
    .option('--part <id>', 'only this part of an overlay that has several: layers or pipelines of kumara-2022')
    .option('--from <file>', 'draw an assessment (JSON) made earlier, and read no source')
    .option('-o, --output <file>', 'file to write; stdout when left out')
    .option('--declared', 'also show, dashed, what is only listed, switched off or unused')
    .addOption(incompleteOption())
    .addOption(configOption())
    .addOption(quietOption())
    .addHelpText(
      'after',
      `
Examples:
  refarch diagram -o architecture.svg                       the current directory, for a README
  refarch diagram --view gaps --format mermaid ml infra     with what is missing, for Markdown
  refarch diagram --view overlay -o overlay.svg             the reference architecture with what was found
  refarch diagram --component model-registry/mlflow         one component and what is related to it
  refarch diagram --from assessment.json -o architecture.svg`,
    )
    .action(async (paths: string[], options) => {
      exit = await (await import('./diagram.js')).diagramCommand(paths, options);
    });

  program
    .command('explain')
    .description(
      'a model, rule, criterion, element, relation, principle, component or technology: what it means, what was looked for, what was found',
    )
    .argument('<id>', 'for example C6, G1.8, mlflow, serving-without-monitoring or a component id')
    .argument('[path...]', 'sources to say what was found in; nothing is read when left out')
    .addOption(configOption())
    .addOption(repeated('-m, --model <id|file>', 'look only at this model, or one that you wrote; repeat for several'))
    .action(async (id: string, paths: string[], options) => {
      exit = await (await import('./explain.js')).explainCommand(id, paths, options);
    });

  program
    .command('attest')
    .description('the questions that only people can answer, as YAML for the configuration, most important first')
    .argument('[path...]', 'directories, each one source; those of the configuration or else the current one')
    .option('-o, --output <file>', 'file to write; stdout when left out')
    .addOption(configOption())
    .addOption(repeated('-m, --model <id>', 'only questions of this model, an edition after @; repeat for several'))
    .addOption(dateOption())
    .addOption(quietOption())
    .action(async (paths: string[], options) => {
      exit = await (await import('./attest.js')).attestCommand(paths, options);
    });

  const scaffold = program
    .command('scaffold')
    .description('plan (default) or write the smallest files that fill what is missing')
    .argument('[path]', 'directory of the project; the current one when left out')
    .addOption(
      repeated(
        '--component <name[,name]>',
        'only these, with what they need: registry, serving, monitoring, …; repeatable',
      ),
    )
    .option('--all', 'a new project: everything of the minimal stack')
    .option(
      '--target <target>',
      'where it runs: compose, kubernetes, aws, azure or gcp; what the audit found, or else compose',
    )
    .option('--forge <forge>', 'github, gitlab or azure-devops; what the audit found, or else github')
    .option('--answers <file>', 'names, ports and choices (YAML)')
    .option('--diff', 'show what would change in every file')
    .option('--json', 'the plan as JSON')
    .option('--explain', 'say of every file which gap it closes')
    .option('--write', 'write the files')
    .option('-y, --yes', 'write without asking; it is asked on a terminal only')
    .option('--allow-ci', 'write what the forge runs (the piece ci) although it is not named')
    .option('--allow-partial', 'write the others although some files are your own; what is proposed is put beside them')
    .option('--check-pins', 'only say which pinned versions are to be looked at again')
    .addOption(configOption())
    .addOption(
      new Option('--date <day>', 'day on which pinned versions have to count; SOURCE_DATE_EPOCH or else today'),
    )
    .addOption(quietOption())
    .action(async (path: string | undefined, options) => {
      exit = await (await import('./scaffold.js')).scaffoldCommand(path ?? '.', options);
    });
  scaffold
    .command('status')
    .description('which of the files that were made are as they were; exit code 1 when some are not')
    .argument('[path]')
    .action(async (path: string | undefined) => {
      exit = await (await import('./scaffold-files.js')).statusCommand(path ?? '.');
    });
  scaffold
    .command('remove')
    .description('take away the files that are as they were made; what you changed stays')
    .argument('[path]')
    .option('--write', 'do it; only shown otherwise')
    .action(async (path: string | undefined, _options, command: Command) => {
      // `scaffold` has an option of that name too, and takes it first.
      exit = await (await import('./scaffold-files.js')).removeCommand(path ?? '.', command.optsWithGlobals());
    });

  try {
    await program.parseAsync([...argv]);
    return exit;
  } catch (error) {
    return exitFor(error);
  }
}

async function exitFor(error: unknown): Promise<number> {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (USERS_ERRORS.includes(name)) {
    const sentence = name === 'WorkspaceError' ? message.charAt(0).toLowerCase() + message.slice(1) : message;
    process.stderr.write(`refarch: ${forTerminal(sentence)}\n`);
    return EXIT.usage;
  }
  process.stderr.write(
    `refarch: internal error: ${forTerminal(message)}\nPlease report it with the command that you ran.\n`,
  );
  if (process.env.REFARCH_DEBUG) process.stderr.write(`${(stack ?? '').split('\n').map(forTerminal).join('\n')}\n`);
  return EXIT.internal;
}

/** Names of errors whose message is a sentence for the user. */
const USERS_ERRORS: readonly string[] = ['UsageError', 'ConfigurationError', 'WorkspaceError', 'ScaffoldError'];
