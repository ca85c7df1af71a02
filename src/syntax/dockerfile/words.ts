/** Words of an instruction's argument. */

/** The words of the JSON ("exec") form `["python", "train.py"]`; undefined when the argument is none. */
export function wordsOfJson(argument: string): string[] | undefined {
  // `HEALTHCHECK … CMD [` and `ONBUILD CMD [` hold the form behind other words.
  if (!argument.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(argument);
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Splits at blanks outside of quotes and removes the quotes. Operators (`&&`, `|`) are words when blanks surround them. */
export function splitWords(argument: string): string[] {
  const words: string[] = [];
  let word = '';
  let inside = false;
  let quote = '';
  for (let i = 0; i < argument.length; i++) {
    const character = argument[i] ?? '';
    if (quote === '' && /\s/.test(character)) {
      if (inside) words.push(word);
      word = '';
      inside = false;
      continue;
    }
    inside = true;
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === '\\' && quote !== "'" && i + 1 < argument.length) word += argument[++i];
    else word += character;
  }
  if (inside) words.push(word);
  return words;
}
