/**
 * Options and words of a command. Which options take a value is knowledge of each tool; what follows is the common habit
 * (a long or one-letter option takes the next word, unless it is known as a switch), which is enough to find the words that
 * name something.
 */

/** Options that take no value in any tool that is read here. */
const SWITCHES = new Set(
  (
    '--all --apply --approve --atomic --auto-approve --auto-deploy --build --ci --cleanup-on-fail --clear-cache ' +
    '--create-namespace --debug --dependency-update --detach --delete --devel --dry-run --exact-timestamps --exist-ok ' +
    '--extended-insert --fail-on-empty-changeset --follow --force --force-conflicts --force-recreate --force-reinstall ' +
    '--help --ignore-not-found --init --inplace --in-place --install --interactive --json --load --migrate-state ' +
    '--no-cache --no-confirm-changeset --no-deps --no-edit --no-fail-on-empty-changeset --no-input --no-progress ' +
    '--no-rollback --no-verify-ssl --non-interactive --only-show-errors --overwrite --password-stdin --prune --pull --push ' +
    '--quiet --read-only --reconfigure --record --recurse --recursive --remove-orphans --reset-values --reuse-values --rm ' +
    '--server-side --skip-checks --skip-crds --stream --strict --tty --unattended --upgrade --validate --verbose --version ' +
    '--wait --wait-for-jobs --watch --yes --execute --inplace --allow-errors --standalone --multi_gpu --privileged ' +
    '-a -auto-approve -d -i -it -json -k8s -no-color -q -t1 -v -y'
  ).split(' '),
);

/** Options of one tool that take no value. */
const SWITCHES_OF = new Map([['gsutil', new Set(['-m', '-r', '-R', '-n', '-c', '-e', '-P', '-u', '-C'])]]);

/** Options of one tool that take a value although they look like switches. */
const VALUED_OF = new Map([['az', new Set(['-a', '-d', '-i', '-v', '-t'])]]);

/** A word that is an option: `-f`, `--file`, `--file=x`; not `-`, `--` or a negative number. */
export function isOption(word: string): boolean {
  return /^--?[A-Za-z]/.test(word);
}

/** True when an option takes the next word as its value. */
function takesValue(option: string, valued: ReadonlySet<string>): boolean {
  if (option.includes('=')) return false;
  if (valued.has(option)) return true;
  if (SWITCHES.has(option) || option.startsWith('--no-')) return false;
  // `-xvf` and `-it` are bundles of switches; `-f` and Terraform's `-chdir=x` style are not.
  return option.startsWith('--') || option.length === 2;
}

/**
 * Words that are neither options nor values of options; what stands behind `--` is left out.
 * @param words words of a command, its name first
 * @param valued options that take a value although they look like switches
 */
export function plainWords(
  words: readonly string[],
  valued: ReadonlySet<string> = VALUED_OF.get(words[0] ?? '') ?? NONE,
): string[] {
  const plain: string[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') break;
    if (!isOption(word)) plain.push(word);
    else if (
      takesValue(word, valued) &&
      !SWITCHES_OF.get(words[0] ?? '')?.has(word) &&
      !isOption(words[index + 1] ?? '-x')
    )
      index++;
  }
  return plain;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * All values of an option: `--file x`, `--file=x`, `-f x`, `-chdir=x`.
 * An option without a value gives `''`.
 */
export function optionValues(words: readonly string[], names: readonly string[]): string[] {
  const values: string[] = [];
  for (let index = 1; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') break;
    for (const name of names) {
      if (word === name) {
        const next = words[index + 1];
        values.push(next === undefined || isOption(next) ? '' : next);
      } else if (word.startsWith(`${name}=`)) values.push(word.slice(name.length + 1));
    }
  }
  return values;
}

/** True when an option stands in the command, with or without a value. */
export function hasOption(words: readonly string[], names: readonly string[]): boolean {
  return words.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
}
