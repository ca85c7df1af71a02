/**
 * Finds commands line by line in text that is no valid shell script: an unclosed quote, another shell, another language.
 * Knows quotes, comments, `;`, `|`, `&&`, `||` and line continuations; nothing else.
 */
export interface Line {
  words: string[];
  offset: number;
}

/** Keywords in front of a command. */
const KEYWORDS = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', 'time', '!', '{', '(']);
/** Words that open or close and run nothing. */
const STRUCTURE = new Set(['fi', 'done', 'esac', '}', ')', 'for', 'case', 'function']);

/**
 * @param text shell-like text
 * @param from offset at which to begin
 */
export function tokenizeLines(text: string, from = 0): Line[] {
  const commands: Line[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let offset = from;
  let quote = '';

  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    const first = words.findIndex((each) => !KEYWORDS.has(each));
    if (words[first] && !STRUCTURE.has(words[first])) commands.push({ words: words.slice(first), offset });
    words = [];
  };

  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (char === '\n') {
      quote = ''; // an unclosed quote ends with its line
      endCommand();
    } else if ((char === '\\' || char === '`') && (next === '\n' || (next === '\r' && text.charAt(at + 2) === '\n'))) {
      endWord(); // continuation; the backtick is PowerShell's
      at += next === '\n' ? 1 : 2;
    } else if (quote) {
      if (char === quote) quote = '';
      else word += char;
    } else if (char === '"' || char === "'") {
      if (word === undefined && words.length === 0) offset = at;
      quote = char;
      word ??= '';
    } else if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = (end === -1 ? text.length : end) - 1;
    } else if (char === ' ' || char === '\t' || char === '\r') endWord();
    else if (char === ';' || char === '|' || (char === '&' && next === '&')) {
      endCommand();
      if (char === next) at++;
    } else {
      if (word === undefined && words.length === 0) offset = at;
      word = (word ?? '') + char;
    }
  }
  endCommand();
  return commands;
}
