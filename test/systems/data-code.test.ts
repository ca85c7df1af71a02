/** Code that cleans data, and evaluation by slices, of what training executes. */
import { describe, expect, it } from 'vitest';
import { auditFiles } from './support.js';

const files = (extra: Record<string, string>): Record<string, string> => ({
  '.gitignore': 'data\n',
  '.github/workflows/train.yml':
    'on:\n  schedule: [{ cron: 0 3 * * 1 }]\njobs:\n  train:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: python train.py\n      - run: python evaluate.py\n',
  'train.py':
    'import joblib\nfrom sklearn.svm import SVC\nfrom data import load, ready\nframe = ready(load())\njoblib.dump(SVC().fit(frame.x, frame.y), "model")\n',
  'data.py':
    'import pandas as pd\n\ndef load():\n    return pd.read_csv("data/churn.csv")\n\ndef ready(frame):\n    return frame.dropna()\n',
  'evaluate.py': 'from sklearn.metrics import f1_score\nprint(f1_score([1], [1]))\n',
  ...extra,
});
const SLICES =
  'from sklearn.metrics import f1_score\nfrom snorkel.slicing import PandasSFApplier, slicing_function\n\n@slicing_function()\ndef short(x):\n    return len(x.text) < 8\n\n';
const APPLIED = 'def by_slice(frame):\n    return PandasSFApplier([short]).apply(frame)\n\n';

async function verdict(id: string, extra: Record<string, string>): Promise<string | undefined> {
  const { assessment } = await auditFiles(files(extra));
  return assessment.maturity.flatMap(({ criteria }) => criteria).find((one) => one.id === id)?.status;
}

describe('code that cleans data', () => {
  it.each([
    [
      'is called by training',
      {
        'data.py':
          'def load():\n    return clean_text(1)\n\ndef clean_text(x):\n    return x\n\ndef ready(x):\n    return x\n',
      },
      'met',
    ],
    [
      'a class does it',
      {
        'data.py':
          'class TextCleaning:\n    def __init__(self):\n        pass\n\ndef load():\n    return TextCleaning()\n\ndef ready(x):\n    return x\n',
      },
      'met',
    ],
    ['is not seen by its name', {}, 'not-observed'],
    ['is called by nothing', { 'other.py': 'def clean_text(x):\n    return x\n' }, 'not-observed'],
    [
      'a name that only begins so',
      {
        'data.py':
          'def load():\n    return cleaner_url(1)\n\ndef cleaner_url(x):\n    return x\n\ndef ready(x):\n    return x\n',
      },
      'not-observed',
    ],
  ])('%s', async (_, extra, expected) => {
    expect(await verdict('MM16', extra)).toBe(expected);
  });
});

describe('evaluation by slices', () => {
  it.each([
    ['is run', { 'evaluate.py': `${SLICES}${APPLIED}print(by_slice(1))\n` }, 'partly-met'],
    ['defines slices and applies none', { 'evaluate.py': `${SLICES}print(f1_score([1], [1]))\n` }, 'not-observed'],
    [
      'stands in a program that nothing runs',
      { 'slices.py': `${SLICES}${APPLIED}print(by_slice(1))\n` },
      'not-observed',
    ],
  ])('%s', async (_, extra, expected) => {
    expect(await verdict('Model6', extra)).toBe(expected);
  });
});
