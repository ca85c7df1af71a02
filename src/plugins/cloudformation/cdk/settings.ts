/** `cdk.json`: the program that the CDK runs. Source: https://docs.aws.amazon.com/cdk/v2/guide/cli.html#cli-config */
import { get, text } from '../../../syntax/data/tree.js';
import type { DataNode } from '../../../syntax/types.js';
import type { FactWriter } from '../../shared/writer.js';

export const SETTINGS = /(?:^|\/)cdk\.json$/;
const PROGRAM = /(?:^|[\s"'])([\w./-]{1,200}\.(?:py|[cm]?[jt]s))(?=["']|\s|$)/;

/** Whoever deploys the directory takes the program into force, wherever in the project it lies. */
export function writeSettings(root: DataNode | undefined, writer: FactWriter): void {
  const app = get(root, 'app');
  const program = app && PROGRAM.exec(text(app) ?? '')?.[1];
  if (program) writer.link(writer.context.unit, 'includes', 'path', writer.context.resolvePath(program), app.offset);
}
