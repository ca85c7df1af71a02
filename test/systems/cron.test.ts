/** Tables of cron, as images take them in. */
import { describe, expect, it } from 'vitest';
import { auditFiles, type Files } from './support.js';

const TRAIN = 'import joblib\nfrom sklearn.svm import SVC\njoblib.dump(SVC().fit([[1]], [1]), "model.pkl")\n';
const audit = (table: string, path = 'docker/crontab', more: Files = {}) =>
  auditFiles({ 'train.py': TRAIN, [path]: table, ...more });
const STARTS = 'scheduler cron --triggers-> training-pipeline scikit-learn train.py';

describe('a table of cron', () => {
  it.each([
    ['a line', '0 3 * * * cd /app && python train.py >> /var/log/train.log 2>&1\n', 'docker/crontab'],
    [
      'the name of a user',
      'SHELL=/bin/bash\n# every night\n0 3 * * 1-5 root /usr/local/bin/python /app/train.py\n',
      'etc/cron.d/retrain',
    ],
    ['a nickname', '@daily python3 /app/train.py\n', 'retrain.cron'],
    ['names of days', '*/30 2,14 1 jan-jun mon python train.py\n', 'crontab.txt'],
    ['a percent sign', '5 4 * * * python train.py --day "$(date +\\%F)"\n', 'crontab'],
  ])('starts training by its time: %s', async (_, table, path) => {
    const { relations, criteria, components } = await audit(table, path);
    expect(components).toEqual(['scheduler cron', 'training-pipeline scikit-learn train.py']);
    expect(relations).toEqual([STARTS]);
    expect(criteria).toContain('G1.12');
  });

  it.each([
    ['a comment', '# 0 3 * * * python train.py\n', 'crontab'],
    ['another command', '0 3 * * * pg_dump risk > /backup/risk.sql\n', 'crontab'],
    ['what stands behind a percent sign', '0 3 * * * cat%python train.py\n', 'crontab'],
    ['another file', '0 3 * * * python train.py\n', 'notes/cron.txt'],
    ['a time that is none', 'each night at 3 python train.py\n', 'crontab'],
  ])('does not by %s', async (_, table, path) => {
    const { components, criteria } = await audit(table, path);
    expect(components).toEqual(['training-pipeline scikit-learn train.py']);
    expect(criteria).not.toContain('G1.12');
  });
});
