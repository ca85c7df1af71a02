import { describe, expect, it } from 'vitest';
import { isDefinition, isReadable, logicalPath } from '../../src/workspace/index.js';

describe('what a name says about content', () => {
  it.each([
    ['a/values.yaml.tmpl', 'a/values.yaml'],
    ['Dockerfile.j2', 'Dockerfile'],
    ['x.py.jinja', 'x.py'],
    ['templates/_helpers.tpl', 'templates/_helpers'],
    ['config.yml.erb', 'config.yml'],
    ['values.yaml.template', 'values.yaml'],
    ['stack.template', 'stack.template'],
    ['a.tmpl/b.py', 'a.tmpl/b.py'],
    ['a.yaml', 'a.yaml'],
  ])('logicalPath of %s', (path, expected) => {
    expect(logicalPath(path)).toBe(expected);
  });

  it.each<[string, boolean, boolean]>([
    ['a/train.py', true, true],
    ['Dockerfile.gpu', true, true],
    ['Jenkinsfile', true, true],
    ['config.pbtxt', true, true],
    ['notes', true, false],
    ['x.unknown', true, false],
    ['README.md', true, false],
    ['data.parquet', false, false],
    ['A.PNG', false, false],
    ['model.safetensors', false, false],
  ])('%s is readable: %s, a definition: %s', (path, readable, definition) => {
    expect([isReadable(path), isDefinition(path)]).toEqual([readable, definition]);
  });
});
