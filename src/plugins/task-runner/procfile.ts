/** Procfile: one process a line, `NAME: command`. Format: https://devcenter.heroku.com/articles/procfile */
import type { TextDocument } from '../../syntax/types.js';
import type { Task } from './index.js';

const PROCESS = /^([A-Za-z][\w-]*)\s*:\s*(\S.*)$/;

export function processes(document: TextDocument): Task[] {
  const tasks: Task[] = [];
  let offset = 0;
  for (const line of document.text.split('\n')) {
    const match = PROCESS.exec(line.trimEnd());
    if (match) {
      const [, name = '', text = ''] = match;
      const column = line.indexOf(text) + 1;
      const part = { text, line: document.locate(offset).line, column, offset: offset + column - 1 };
      tasks.push({ name, aliases: [], offset, commands: [part], needs: [] });
    }
    offset += line.length + 1;
  }
  return tasks;
}
