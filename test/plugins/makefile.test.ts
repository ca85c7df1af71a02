import { describe, expect, it } from 'vitest';
import makefile from '../../src/plugins/makefile/index.js';
import { extract, show } from './support.js';

describe('Makefiles', () => {
  it('have a unit for each target, with what its recipe runs', () => {
    const text = `PYTHON = python3
IMAGE := r.io/a
.PHONY: all train
all: train image data.csv
train: clean
\t@$(PYTHON) -m pkg.train
\tcd app && $(PYTHON) x.py
image:
\tdocker build -t $(IMAGE) .
clean:
\trm -rf build
deploy:
\t$(MAKE) -C ../infra apply
`;
    expect(show(extract(makefile, 'ml/Makefile', text))).toEqual([
      'unit target:all target (all)',
      'offer target:all target ml#all',
      'offer target:all target ml#',
      'link target:all runs target ml#train',
      'link target:all runs target ml#image',
      'unit target:train target (train)',
      'offer target:train target ml#train',
      'link target:train runs target ml#clean',
      'link target:train runs python-module pkg.train',
      'link target:train runs path ml/app/x.py',
      'unit target:image target (image)',
      'offer target:image target ml#image',
      'link target:image builds path ml/Dockerfile',
      'offer target:image image r.io/a',
      'trait target:image builds-package',
      'unit target:clean target (clean)',
      'offer target:clean target ml#clean',
      'unit target:deploy target (deploy)',
      'offer target:deploy target ml#deploy',
      'link target:deploy runs target infra#apply',
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['only variables', 'A = 1\n'],
    ['only settings', '.PHONY: a\n.SUFFIXES:\n'],
  ])('say nothing: %s', (_, text) => expect(extract(makefile, 'Makefile', text)).toEqual([]));
});
