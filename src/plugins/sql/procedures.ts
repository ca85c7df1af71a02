/** Stored procedures: a part of a script that is run by its name. */
import type { SqlStatement } from '../../syntax/types.js';
import { procedureTarget } from '../shared/sql.js';
import type { FactWriter } from '../shared/writer.js';

const PROCEDURE =
  /^CREATE\s+(?:OR\s+(?:REPLACE|ALTER)\s+)?(?:SECURE\s+)?PROCEDURE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w."`${}-]+)/i;
const LANGUAGES: Readonly<Record<string, 'python' | 'sql'>> = { python: 'python', sql: 'sql', plpgsql: 'sql' };

export function procedureName({ text }: SqlStatement): string | undefined {
  return PROCEDURE.exec(text)?.[1];
}

/** True when the body follows as statements of the script, up to an `END`. */
export function opensBlock({ code }: SqlStatement): boolean {
  return /\bBEGIN\b(?!\s+TRANSACTION)/i.test(code);
}

/**
 * A unit for the procedure, known by its name. A body in quotes is handed to the plugins of its language.
 * @returns the unit
 */
export function writeProcedure(statement: SqlStatement, name: string, writer: FactWriter): string {
  const { code, text, offset, bodies } = statement;
  const unit = writer.unit(`procedure:${name}`, 'target', offset, { name });
  writer.offer(unit, 'target', procedureTarget(name), offset);
  const language = LANGUAGES[/\bLANGUAGE\s+(\w+)/i.exec(code)?.[1]?.toLowerCase() ?? 'sql'];
  for (const body of language ? bodies : []) writer.embed(unit, language ?? 'sql', body.text, body);
  // `HANDLER = 'train.main'`: a function of a file that was put on a stage.
  const handler = /\bHANDLER\s*=\s*'(\w+(?:\.\w+)+)'/i.exec(text)?.[1];
  if (language === 'python') writer.link(unit, 'calls', 'python-name', handler, offset);
  return unit;
}
