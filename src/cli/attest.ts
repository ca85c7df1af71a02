/** `refarch attest`: the questions that only people can answer, as YAML for the configuration. */
import { loadKnowledge } from '../knowledge/index.js';
import { openStatements, type Statement } from '../maturity/statements.js';
import { isQuestionnaire } from '../maturity/types.js';
import { forTerminal } from '../report/escape.js';
import { wrap } from '../report/terminal/layout.js';
import { assessPaths, type AssessOptions } from './audit.js';
import { EXIT } from './exit-codes.js';
import { write } from './output.js';

const WIDTH = 100;
const HEAD = `What only people can answer, most important first. Remove the comment signs before "attestations:" and before each statement that you answer, say whether it holds, who says so by role, and when, and put it into refarch.yaml; \`expires\` may be left out, \`link\` and \`note\` may be added. What is not answered counts as not known, never as false. An attestation stands beside the evidence; it changes nothing that definitions show.`;

/** @returns the exit code; what was left out of the sources does not matter here */
export async function attestCommand(
  paths: readonly string[],
  options: AssessOptions & { output?: string; model?: string[] },
): Promise<number> {
  const knowledge = await loadKnowledge();
  const { assessment } = await assessPaths(paths, options, knowledge);
  write(questions(openStatements(knowledge.maturityModels, assessment.maturity)), options.output);
  return EXIT.ok;
}

function questions(statements: readonly Statement[]): string {
  const lines = [comment(HEAD), '#', '# attestations:'];
  let heading = '';
  for (const { model, criterion, because } of statements) {
    const next = `${model.name}: ${because}`;
    if (next !== heading) lines.push('#', comment(`${next}.`));
    heading = next;
    const half = isQuestionnaire(model) && model.scoring ? ', 0.5 for by hand with a documented result' : '';
    lines.push(
      '#',
      comment(question(criterion)),
      `#   - criterion: ${criterion.id}`,
      `#     value: true # or false${half}`,
      '#     by: ROLE',
      '#     date: YYYY-MM-DD',
      '#     expires: YYYY-MM-DD',
    );
  }
  return `${lines.join('\n')}\n`;
}

/** What people alone know needs no more words; of what a definition could show, what that would be. */
function question({ name, detectability, lookedFor }: Statement['criterion']): string {
  return detectability === 'attestation' ? `${name}.` : `${name}. It would be shown by: ${lookedFor}.`;
}

const comment = (text: string): string => `# ${wrap(forTerminal(text), WIDTH - 2, '# ')}`;
