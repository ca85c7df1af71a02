/**
 * Names in a text that stands in another language: a manifest in Terraform (`yamlencode({…})`) names variables of the module, which its
 * own language cannot look up. In what the text says they become references, as they are outside it.
 */
import type { Fact } from '../facts/types.js';
import { reference } from '../facts/value.js';
import type { FileInfo } from '../plugins/types.js';
import { posix } from 'node:path';

const TERRAFORM = /\.tf$/;
const NAME = /\$\{((?:var|local|module|data)\.[\w.-]{1,200})\}/g;

/** @param facts what an embedded text of the file says */
export function withOuterNames(file: FileInfo, facts: readonly Fact[]): readonly Fact[] {
  if (!TERRAFORM.test(file.path)) return facts;
  const space = `terraform:${posix.dirname(file.path)}`;
  const named = (value: string): string => value.replace(NAME, (_, name: string) => reference(space, name));
  return facts.map((fact) => {
    if (fact.fact === 'link') return { ...fact, to: { ...fact.to, value: named(fact.to.value) } };
    if (fact.fact === 'offer')
      return { ...fact, identifier: { ...fact.identifier, value: named(fact.identifier.value) } };
    return fact;
  });
}
