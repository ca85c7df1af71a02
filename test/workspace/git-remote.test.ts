import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/index.js';
import { temporaryTree } from './temporary-tree.js';

const remote = (config: string): string | undefined =>
  openWorkspace([temporaryTree({ '.git/HEAD': 'ref: refs/heads/main\n', '.git/config': config })]).sources[0]
    ?.repository;
const origin = (url: string): string => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

describe('the repository of a source', () => {
  it.each([
    ['https', origin('https://github.com/acme/churn.git'), 'github.com/acme/churn'],
    ['ssh', origin('ssh://git@gitlab.example.org:2222/ml/churn.git'), 'gitlab.example.org/ml/churn'],
    ['scp form', origin('git@github.com:acme/churn.git'), 'github.com/acme/churn'],
    [
      'credentials are dropped',
      origin('https://user:secret@dev.azure.com/acme/ml/_git/churn'),
      'dev.azure.com/acme/ml/_git/churn',
    ],
    ['the only remote', '[remote "upstream"]\n\turl = https://github.com/acme/churn\n', 'github.com/acme/churn'],
    [
      'origin among several',
      `[remote "fork"]\n\turl = https://github.com/me/churn\n${origin('https://github.com/acme/churn')}`,
      'github.com/acme/churn',
    ],
    ['none of several', '[remote "a"]\n\turl = https://h.io/a/b\n[remote "b"]\n\turl = https://h.io/c/d\n', undefined],
    ['https with a port', origin('https://git.example.org:8443/ml/churn.git'), 'git.example.org:8443/ml/churn'],
    [
      'Bitbucket Server by ssh',
      origin('ssh://git@stash.example.org:7999/prj/churn.git'),
      'stash.example.org/prj/churn',
    ],
    ['an owner of digits', origin('git@github.com:123/churn.git'), 'github.com/123/churn'],
    ['a password with signs', origin('https://jo:p%40ss@github.com/acme/churn'), 'github.com/acme/churn'],
    ['a local path', origin('/srv/git/churn.git'), undefined],
    ['a program as transport', origin('ext::sh -c touch% /tmp/x'), undefined],
    ['a url of another section', '[branch "main"]\n\turl = https://github.com/acme/churn\n', undefined],
    ['no configuration', '', undefined],
  ])('%s', (_, config, expected) => {
    expect(remote(config)).toBe(expected);
  });
});
