/**
 * Tables of cron: files called `crontab`, `NAME.cron` or kept in a directory `cron.d`, as images copy them to `/etc/cron.d`. One unit a
 * line, with its time and its command.
 * Format: https://man7.org/linux/man-pages/man5/crontab.5.html
 */
import type { Fact } from '../../facts/types.js';
import type { TextDocument } from '../../syntax/types.js';
import { embeddedScript } from '../shared/ci/script.js';
import type { ExtractContext, Plugin } from '../types.js';

const FIELD = String.raw`(?:[\d*][\d*/,-]{0,60}|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\w,-]{0,60})`;
const NICKNAME = '@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)';
const ENTRY = new RegExp(String.raw`^\s*((?:${FIELD}[ \t]+){5}|${NICKNAME}[ \t]+)(\S.*)$`, 'i');
/** Tables of the system name the user who runs the command. */
const USER =
  /^(?:root|www-data|nobody|daemon|(?:app|node|airflow|mlflow|jenkins|ubuntu|debian|admin|ec2-)?user|app|airflow|ubuntu|jenkins|jovyan|spark)[ \t]+(?=\S)/;
const MOST_ENTRIES = 200;

const plugin: Plugin<'text'> = {
  id: 'cron',
  title: 'Tables of cron',
  documentation: 'https://man7.org/linux/man-pages/man5/crontab.5.html',
  reads: 'Times and commands of `crontab`, `*.cron` and what lies in `cron.d/`.',
  technologies: ['cron'],
  languages: ['text'],
  accepts: ({ logicalPath }, text) =>
    /(?:^|\/)(?:crontabs?(?:[._-][\w.-]*)?|[\w.-]*\.(?:cron|crontab)|[\w.-]*[._-]crontab|cron\.d\/[\w.-]+)$/i.test(
      logicalPath,
    ) && text.split('\n').some((line) => ENTRY.test(line)),
  extract(document: TextDocument, context: ExtractContext): Fact[] {
    const facts: Fact[] = [];
    let offset = 0;
    for (const line of document.text.split('\n')) {
      const [, time = '', rest = ''] = ENTRY.exec(line) ?? [];
      if (rest !== '' && facts.length < MOST_ENTRIES) facts.push(...entry(time, rest, line, offset, document, context));
      offset += line.length + 1;
    }
    return facts;
  },
};

export default plugin;

function entry(
  time: string,
  rest: string,
  line: string,
  offset: number,
  document: TextDocument,
  { resolvePath }: ExtractContext,
): Fact[] {
  const at = document.locate(offset);
  const unit = `cron:${at.line}`;
  // A percent sign that is not escaped ends the command.
  const command = rest
    .replace(USER, '')
    .replace(/(?<!\\)%.*$/s, '')
    .replaceAll('\\%', '%');
  const column = line.indexOf(rest) + 1;
  return [
    { fact: 'unit', unit, kind: 'job', name: time.trim(), at },
    { fact: 'trait', unit, trait: 'runs-on-schedule', kind: 'config', technology: 'cron', detail: time.trim(), at },
    embeddedScript({ text: command, line: at.line, column, offset }, document, unit, resolvePath('.', '.') ?? '.'),
  ];
}
