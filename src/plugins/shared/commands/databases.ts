/**
 * Clients of databases that run a script or a statement of SQL: the command references of bq, snow, SnowSQL, psql, mysql,
 * sqlcmd, spark-sql, Beeline and dbsqlcli.
 */
import type { Fact } from '../../../facts/types.js';
import { isSqlOfInterest } from '../sql.js';
import type { Handler } from './index.js';
import type { Invocation } from './invocation.js';

/** Options of the clients that name a script, and those that hold a statement. */
const FILES = ['-f', '--file', '--filename', '-i', '--flagfile'];
const STATEMENTS = ['-q', '--query', '-c', '--command', '-e', '--execute', '-Q'];
/** `"$(cat train.sql)"`. */
const SUBSTITUTED = /\$\((?:cat\s+|<\s*)([\w./-]+\.sql)\s*\)/;

const client =
  (verb?: string): Handler =>
  (call) => {
    const plain = call.plain();
    if (verb !== undefined && plain[0] !== verb) return [];
    const { input, inputFile } = call.command;
    const files = [...call.options(...FILES), inputFile ?? ''];
    const texts = [...call.options(...STATEMENTS), ...call.words.slice(1)];
    return [
      ...[...files, ...texts.map((text) => SUBSTITUTED.exec(text)?.[1] ?? '')]
        .filter((file) => /\.(?:sql|hql)$/.test(file))
        .flatMap((file) => call.link('runs', 'path', file)),
      ...[...new Set(texts)].flatMap((text) => statement(call, text)),
      ...(input ? statement(call, input.text, input) : []),
    ];
  };

function statement(call: Invocation, text: string, input?: { line: number }): Fact[] {
  return isSqlOfInterest(text) ? call.embedded('sql', text, input) : [];
}

export const DATABASE_HANDLERS: Record<string, Handler> = {
  bq: client('query'),
  snow: client('sql'),
  snowsql: client(),
  psql: client(),
  mysql: client(),
  sqlcmd: client(),
  'spark-sql': client(),
  beeline: client(),
  dbsqlcli: client(),
};
