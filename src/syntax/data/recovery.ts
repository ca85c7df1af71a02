/**
 * The tolerant path of YAML: what can be saved of a document that is not valid. The `yaml` package recovers well, but must
 * not see deep nesting: a few kilobytes of brackets make it exhaust the stack in a way that ends the process.
 */
import { createRequire } from 'node:module';
import type { CST, Scalar } from 'yaml';
import type { DataScalar } from '../types.js';
import { MAX_DEPTH, nothing, type TreeBuilder } from './builder.js';
import type { Source } from './events.js';
import { isMasked, restore } from './helm.js';
import { scalarNode } from './scalars.js';

/** Collections that the tolerant parser may have open at once; it survives several times as many. */
const MAX_OPEN = 120;

type Yaml = typeof import('yaml');
// Loaded when the first broken document is met: most runs meet none.
const require = createRequire(import.meta.url);

/**
 * Parses what can be parsed of a document into `builder`.
 *
 * @returns why the document was given up, if it was
 */
export function recover(source: Source, builder: TreeBuilder): 'too-deep' | undefined {
  const yaml = require('yaml') as Yaml;
  const tokens = tokensOf(yaml, source.text);
  if (tokens === undefined) return 'too-deep';
  const composer = new yaml.Composer({ schema: 'failsafe', uniqueKeys: false, strict: false, logLevel: 'silent' });
  const convert = converter(yaml, source, builder);
  for (const document of composer.compose(tokens)) {
    builder.startDocument();
    convert(document.contents, source.base, 1);
  }
  return undefined;
}

/**
 * Tokens of a text; undefined when it nests too deep. What an invalid text nests cannot be told from its brackets and
 * indentation (`a: [b]: c: d` opens a map at every colon), hence the parser's own stack is watched: it recurses over its
 * stack, the lexer not at all.
 */
function tokensOf(yaml: Yaml, text: string): CST.Token[] | undefined {
  const parser = new yaml.Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new yaml.Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MAX_OPEN) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** Hands a tree of the `yaml` package to the builder. */
function converter(yaml: Yaml, source: Source, builder: TreeBuilder) {
  return function convert(node: unknown, place: number, depth: number): void {
    const offset = yaml.isNode(node) && node.range ? source.base + node.range[0] : place;
    if (depth > MAX_DEPTH) {
      builder.report('too-deep', `nesting exceeded ${MAX_DEPTH} levels`, offset);
      builder.scalar(nothing(offset));
    } else if (yaml.isMap(node)) {
      builder.openMap({ offset, tag: shortTag(node.tag), anchor: node.anchor });
      for (const { key, value } of node.items) {
        convert(key, offset, depth + 1);
        convert(value, yaml.isNode(key) && key.range ? source.base + key.range[0] : offset, depth + 1);
      }
      builder.close();
    } else if (yaml.isSeq(node)) {
      builder.openSequence({ offset, tag: shortTag(node.tag), anchor: node.anchor });
      for (const item of node.items) convert(item, offset, depth + 1);
      builder.close();
    } else if (yaml.isAlias(node)) {
      builder.alias(node.source, offset);
    } else if (yaml.isScalar(node)) {
      const scalar = toScalar(node, offset, source);
      builder.scalar(scalar, node.anchor, node.type === 'PLAIN' && scalar.value === '<<');
    } else {
      builder.scalar(nothing(offset));
    }
  };
}

function shortTag(tag: string | undefined): string | undefined {
  const short = tag?.replace(/^tag:yaml\.org,2002:/, '!!');
  return short === '!!map' || short === '!!seq' ? undefined : short;
}

function toScalar(node: Scalar, offset: number, source: Source): DataScalar {
  const decoded = typeof node.value === 'string' ? node.value : '';
  const [start, end] = node.range ?? [0, 0];
  const masked = source.text !== source.original && isMasked(decoded);
  const value = masked ? restore(decoded, source.text.slice(start, end), source.original.slice(start, end)) : decoded;
  const plain = node.type === 'PLAIN' || node.type === undefined;
  const scalar = scalarNode(value, offset, plain && !masked, shortTag(node.tag));
  if (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED') {
    scalar.block = true;
    // The body begins behind the header, which the offset points at.
    scalar.bodyLine = source.lineOf(offset) + 1;
  }
  return scalar;
}
