import { describe, expect, it } from 'vitest';
import { parseShell } from '../../../src/syntax/shell/index.js';

/** First words of the commands whose answers decide. */
const checked = (text: string): string[] =>
  parseShell(text).commands.flatMap((command) => (command.checked ? [command.words[0] ?? ''] : []));

describe('answers that decide whether a script goes on', () => {
  it.each<[string, string, string[]]>([
    ['a status is compared', 's=$(ask); if [ "$s" != 200 ]; then exit 1; fi', ['ask']],
    ['in double brackets', 's=$(ask)\nif [[ "$s" -ne 200 ]]; then\n  exit 1\nfi', ['ask']],
    ['a short form', 's=$(ask); [ "$s" = 200 ] || exit 1', ['ask']],
    ['a test alone, in a script that stops on errors', 's=$(ask)\ntest "$s" = 200', ['ask']],
    ['a failure is made an empty answer', 's=$(ask) || s=""\nif [ -z "$s" ]; then exit 1; fi', ['ask']],
    ['a part of the answer', 'r=$(ask); s=$(echo "$r" | tail -1); [ "$s" = 200 ] || exit 1', ['ask', 'echo', 'tail']],
    ['exported', 'export s=$(ask); [ "$s" = 200 ] || exit 1', ['ask']],
    ['piped to a search', 'ask | grep -q ok', ['ask', 'grep']],
    ['piped to jq', "ask | jq -e '.result'", ['ask', 'jq']],
    ['kept and searched', 'r=$(ask)\necho "$r" | grep -q ok', ['ask', 'echo', 'grep']],
    ['searched as a here-string', 'r=$(ask)\ngrep -q ok <<< "$r"', ['ask']],
    ['tried until it answers', 'for i in 1 2; do if ask; then exit 0; fi; sleep 1; done\nexit 1', ['ask']],
    ['tried in short until it answers', 'for i in 1 2; do ask && exit 0; sleep 1; done; exit 1', ['ask']],
    [
      'kept and tried',
      'for i in 1 2; do s=$(ask || true); if [ "$s" = 200 ]; then exit 0; fi; done; exit 1',
      ['ask', 'true', '['],
    ],
  ])('%s', (_, text, expected) => expect(checked(text)).toEqual(expected));

  it.each([
    ['printed', 'r=$(ask)\necho "$r"'],
    ['tested without an end', 's=$(ask); if [ "$s" != 200 ]; then echo bad; fi'],
    ['searched, and forgiven', 'ask | grep -q ok || true'],
    ['formatted', 'ask | jq .'],
    ['another variable is tested', 's=$(ask); if [ -z "$URL" ]; then exit 1; fi'],
    ['errors are ignored', 'set +e\ns=$(ask)\n[ "$s" = 200 ]'],
    ['tried, and given up quietly', 'for i in 1 2; do if ask; then exit 0; fi; done'],
    ['waited for', 'while ! ask; do sleep 1; done'],
  ])('none: %s', (_, text) => expect(checked(text)).toEqual([]));

  it.each([
    ['a loop waits', 'until ask; do sleep 1; done'],
    ['the next round', 'for i in 1 2; do ask && break; done'],
  ])('a failure does not stop: %s', (_, text) =>
    expect(parseShell(text).commands.find(({ words }) => words[0] === 'ask')?.ignoresFailure).toBe(true),
  );

  it('knows whose output another command takes', () =>
    expect(parseShell('a | b; c').commands.map(({ piped }) => piped ?? false)).toEqual([true, false, false]));

  it('follows long chains of variables', () => {
    const chain = Array.from({ length: 3000 }, (_, i) => `v${i + 1}=$(f $v${i})`).join('\n');
    expect(checked(`v0=$(ask)\n${chain}\n[ "$v3000" = 1 ] || exit 1`)).toHaveLength(3001);
  });
});
