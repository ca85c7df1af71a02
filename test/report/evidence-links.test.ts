import { describe, expect, it } from 'vitest';
import { evidenceLink, repositoryLink, webAddress } from '../../src/report/evidence-links.js';

const commit = '0123456789abcdef0123456789abcdef01234567';
const link = (repository: string, file = 'a/b.py', template?: string, line = 7): string | undefined =>
  evidenceLink({ repository, commit }, { file, line }, template);

describe('the address of a line', () => {
  it.each([
    ['github.com/o/r', `https://github.com/o/r/blob/${commit}/a/b.py#L7`],
    ['github.example.com/o/r', `https://github.example.com/o/r/blob/${commit}/a/b.py#L7`],
    ['acme.ghe.com/o/r', `https://acme.ghe.com/o/r/blob/${commit}/a/b.py#L7`],
    ['gitlab.com/g/s/p', `https://gitlab.com/g/s/p/-/blob/${commit}/a/b.py#L7`],
    ['gitlab.example.org:8443/g/p', `https://gitlab.example.org:8443/g/p/-/blob/${commit}/a/b.py#L7`],
    ['bitbucket.org/w/r', `https://bitbucket.org/w/r/src/${commit}/a/b.py#lines-7`],
    [
      'bitbucket.example.com/scm/PRJ/repo',
      `https://bitbucket.example.com/projects/PRJ/repos/repo/browse/a/b.py?at=${commit}#7`,
    ],
    ['stash.example.com/prj/repo', `https://stash.example.com/projects/prj/repos/repo/browse/a/b.py?at=${commit}#7`],
    [
      'bitbucket.example.com:8443/scm/~jo/repo',
      `https://bitbucket.example.com:8443/users/jo/repos/repo/browse/a/b.py?at=${commit}#7`,
    ],
    [
      'acme.visualstudio.com/DefaultCollection/p/_git/r',
      `https://acme.visualstudio.com/DefaultCollection/p/_git/r?path=/a/b.py&version=GC${commit}&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=200&lineStyle=plain&_a=contents`,
    ],
    [
      'vs-ssh.visualstudio.com/v3/org/project/repo',
      `https://dev.azure.com/org/project/_git/repo?path=/a/b.py&version=GC${commit}&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=200&lineStyle=plain&_a=contents`,
    ],
    ['codeberg.org/o/r', `https://codeberg.org/o/r/src/commit/${commit}/a/b.py#L7`],
    ['git.forgejo.example/o/r', `https://git.forgejo.example/o/r/src/commit/${commit}/a/b.py#L7`],
    [
      'dev.azure.com/org/My%20Project/_git/repo',
      `https://dev.azure.com/org/My%20Project/_git/repo?path=/a/b.py&version=GC${commit}&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=200&lineStyle=plain&_a=contents`,
    ],
    [
      'ssh.dev.azure.com/v3/org/project/repo',
      `https://dev.azure.com/org/project/_git/repo?path=/a/b.py&version=GC${commit}&line=7&lineEnd=7&lineStartColumn=1&lineEndColumn=200&lineStyle=plain&_a=contents`,
    ],
  ])('on %s is %s', (repository, address) => {
    expect(link(repository)).toBe(address);
  });

  it.each([
    ['notebook.ipynb', `https://github.com/o/r/blob/${commit}/notebook.ipynb?plain=1#L7`],
    ['a b/#c?.py', `https://github.com/o/r/blob/${commit}/a%20b/%23c%3F.py#L7`],
    [
      "<img src=x onerror='a()'>.py",
      `https://github.com/o/r/blob/${commit}/%3Cimg%20src%3Dx%20onerror%3D%27a%28%29%27%3E.py#L7`,
    ],
    ['x&version=GCdeadbeef#L1?a.py', `https://github.com/o/r/blob/${commit}/x%26version%3DGCdeadbeef%23L1%3Fa.py#L7`],
    ['\u202e\n.py', `https://github.com/o/r/blob/${commit}/%E2%80%AE%0A.py#L7`],
    ['{line}{commit}.py', `https://github.com/o/r/blob/${commit}/%7Bline%7D%7Bcommit%7D.py#L7`],
    ['\ud800.py', `https://github.com/o/r/blob/${commit}/%EF%BF%BD.py#L7`],
    ['javascript:alert(1)', `https://github.com/o/r/blob/${commit}/javascript%3Aalert%281%29#L7`],
  ])('encodes %j', (file, address) => {
    expect(link('github.com/o/r', file)).toBe(address);
  });

  it.each([
    ['git.example.com/o/r'],
    ['github.com'],
    ['github.com/../r'],
    ['javascript:alert(1)//github.com/o'],
    ['user:secret@github.com/o/r'],
    ['github.com\n/o/r'],
    ['github.com.evil/"><script>/r\u0000/..'],
    ['bitbucket.example.com/scm'],
    ['bitbucket.example.com/scm/../r'],
    ['ssh.dev.azure.com/v3/org'],
    [''],
  ])('is not known for %j', (repository) => {
    expect(link(repository)).toBeUndefined();
  });

  it('is not known without a commit, nor for a path that climbs', () => {
    expect(evidenceLink({ repository: 'github.com/o/r' }, { file: 'a', line: 1 })).toBeUndefined();
    expect(evidenceLink({ repository: 'github.com/o/r', commit: 'main' }, { file: 'a', line: 1 })).toBeUndefined();
    expect(evidenceLink(undefined, { file: 'a', line: 1 })).toBeUndefined();
    expect(link('github.com/o/r', '../../x')).toBeUndefined();
  });

  it.each([
    [
      'https://{host}/browse/{repository}/{path}?at={commit}#{line}',
      `https://git.example.com/browse/o/r/a/b.py?at=${commit}#7`,
    ],
    ['javascript:{path}', undefined],
    ['https://me:secret@{host}/{path}', undefined],
    ['{path}', undefined],
  ])('follows the template %s', (template, address) => {
    expect(link('git.example.com/o/r', 'a/b.py', template)).toBe(address);
  });
});

describe('the address of a repository', () => {
  it.each([
    ['github.com/o/r', `https://github.com/o/r/tree/${commit}`],
    ['gitlab.com/g/p', `https://gitlab.com/g/p/-/tree/${commit}`],
    ['bitbucket.org/w/r', `https://bitbucket.org/w/r/src/${commit}`],
    ['gitea.com/o/r', `https://gitea.com/o/r/src/commit/${commit}`],
    ['dev.azure.com/o/p/_git/r', `https://dev.azure.com/o/p/_git/r?version=GC${commit}`],
    ['git.example.com/o/r', undefined],
  ])('of %s is %s', (repository, address) => {
    expect(repositoryLink({ repository, commit })).toBe(address);
  });
});

describe('an address for a link', () => {
  it.each([
    ['https://example.org/a b', 'https://example.org/a%20b'],
    ['http://example.org', 'http://example.org/'],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['https://a:b@example.org', undefined],
    ['//example.org', undefined],
    ['', undefined],
  ])('%j is %j', (text, address) => {
    expect(webAddress(text)).toBe(address);
  });
});
