/** Buckets that code reads from and writes to by URL. */
import type { LinkType } from '../../facts/types.js';
import type { PythonCall } from '../../syntax/types.js';
import { textOf } from '../shared/python/values.js';
import { lastOf, type PythonView } from '../shared/python/view.js';
import type { FactWriter } from '../shared/writer.js';

const BUCKET_URL = /^(?:s3|s3a|s3n|gs|gcs|abfss?|wasbs?|adl|oss|minio):\/\/[^/\s]/i;
const WRITES = /^(?:to_|write|save|upload|put|dump|export|store|sink|insert)|(?:_to|upload|save)$/i;
const READS =
  /^(?:read|load|open|download|get|fetch|from_|scan|list|glob|ls|exists|parquet|csv|json|table|copy|cp)|(?:download|read|load)$/i;
const MOST_ARGUMENTS = 10;

/** Links for the object-storage URLs among the arguments of a call whose name says in which direction data flows. */
export function writeStorage(call: PythonCall, view: PythonView, writer: FactWriter): void {
  const method = lastOf(call.callee);
  const direction: LinkType | undefined = WRITES.test(method)
    ? 'writes-to'
    : READS.test(method)
      ? 'reads-from'
      : undefined;
  if (!direction) return;
  for (const { value } of call.arguments.slice(0, MOST_ARGUMENTS)) {
    if (value.kind !== 'string' && value.kind !== 'template' && value.kind !== 'name') continue;
    const url = textOf(value, view, call.scope);
    if (!url || !BUCKET_URL.test(url)) continue;
    const writes = call.arguments.some((a) => a.value.kind === 'string' && /^[wa]b?\+?$/.test(a.value.value));
    writer.link(view.unit(call.scope), writes ? 'writes-to' : direction, 'bucket', url, value.offset);
  }
}
