/**
 * Kinds of syntax nodes, as small numbers that a typed array can hold. Punctuation and keywords that the structure already
 * implies are dropped (kind 0), so that a tree holds about half of the nodes that the parser makes.
 *
 * Source of the names: the grammar of @lezer/python, src/python.grammar.
 */
import { parser } from '@lezer/python';

export const DROPPED = 0;
/** A node without a name (repetition inside the parser): only its children count. */
export const TRANSPARENT = 1;
/** A node of no interest by itself. */
export const OTHER = 2;
export const ERROR = 3;

// Statements and their parts
export const SCRIPT = 4;
export const BODY = 5;
export const ASSIGN = 6;
export const UPDATE = 7;
export const EXPRESSION = 8;
export const PASS = 9;
export const RETURN = 10;
export const RAISE = 11;
export const ASSERT = 12;
export const IMPORT = 13;
export const SCOPE = 14;
export const IF = 15;
export const TRY = 16;
export const WITH = 17;
export const FUNCTION = 18;
export const CLASS = 19;
export const DECORATED = 20;
export const DECORATOR = 21;
export const PARAMETERS = 22;
export const TYPE = 23;

// Expressions and tokens that the first reading looks at; all others have greater numbers
export const CALL = 24;
export const NAMED = 25;
export const BINARY = 26;
export const FOR = 27;
export const ASSIGN_OP = 28;
export const LAST_NOTED = ASSIGN_OP;

// Other expressions
export const NAME = 29;
export const PROPERTY = 30;
export const MEMBER = 31;
export const ARGUMENTS = 32;
export const STRING = 33;
export const FORMAT_STRING = 34;
export const REPLACEMENT = 35;
export const CONTINUED_STRING = 36;
export const NUMBER = 37;
export const BOOLEAN = 38;
export const NONE = 39;
export const ELLIPSIS = 40;
export const LIST = 41;
export const TUPLE = 42;
export const SET = 43;
export const DICTIONARY = 44;
export const PARENTHESES = 45;
export const AWAIT = 46;
export const CONDITIONAL = 47;
export const UNARY = 48;
export const COMPREHENSION = 49;
export const LAMBDA = 50;

// Other tokens that tell parts of a construct apart
export const COMPARE_OP = 51;
export const SHIFT_OP = 52;
export const ARITHMETIC_OP = 53;
export const STAR = 54;
export const STAR_STAR = 55;
export const COLON = 56;
export const AS = 57;
export const IN = 58;
export const IF_WORD = 59;
export const ELIF = 60;
export const ELSE = 61;
export const EXCEPT = 62;
export const FINALLY = 63;
export const NOT = 64;
export const AND = 65;
export const OR = 66;
export const GLOBAL = 67;
export const CONVERSION = 68;

const KINDS: Record<string, number> = {
  '⚠': ERROR,
  Script: SCRIPT,
  Body: BODY,
  AssignStatement: ASSIGN,
  UpdateStatement: UPDATE,
  ExpressionStatement: EXPRESSION,
  PassStatement: PASS,
  ReturnStatement: RETURN,
  RaiseStatement: RAISE,
  AssertStatement: ASSERT,
  ImportStatement: IMPORT,
  ScopeStatement: SCOPE,
  IfStatement: IF,
  TryStatement: TRY,
  WithStatement: WITH,
  FunctionDefinition: FUNCTION,
  ClassDefinition: CLASS,
  DecoratedStatement: DECORATED,
  Decorator: DECORATOR,
  ParamList: PARAMETERS,
  TypeDef: TYPE,
  VariableName: NAME,
  PropertyName: PROPERTY,
  MemberExpression: MEMBER,
  CallExpression: CALL,
  ArgList: ARGUMENTS,
  String: STRING,
  FormatString: FORMAT_STRING,
  FormatReplacement: REPLACEMENT,
  FormatConversion: CONVERSION,
  FormatSpec: CONVERSION,
  ContinuedString: CONTINUED_STRING,
  Number: NUMBER,
  Boolean: BOOLEAN,
  None: NONE,
  Ellipsis: ELLIPSIS,
  ArrayExpression: LIST,
  TupleExpression: TUPLE,
  SetExpression: SET,
  DictionaryExpression: DICTIONARY,
  ParenthesizedExpression: PARENTHESES,
  AwaitExpression: AWAIT,
  NamedExpression: NAMED,
  ConditionalExpression: CONDITIONAL,
  BinaryExpression: BINARY,
  UnaryExpression: UNARY,
  ComprehensionExpression: COMPREHENSION,
  ArrayComprehensionExpression: COMPREHENSION,
  SetComprehensionExpression: COMPREHENSION,
  DictionaryComprehensionExpression: COMPREHENSION,
  LambdaExpression: LAMBDA,
  AssignOp: ASSIGN_OP,
  CompareOp: COMPARE_OP,
  BitOp: SHIFT_OP,
  ArithOp: ARITHMETIC_OP,
  '*': STAR,
  '**': STAR_STAR,
  ':': COLON,
  as: AS,
  in: IN,
  if: IF_WORD,
  elif: ELIF,
  else: ELSE,
  except: EXCEPT,
  finally: FINALLY,
  for: FOR,
  not: NOT,
  and: AND,
  or: OR,
  global: GLOBAL,
};

const UNUSED = new Set([
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    ';',
    'Escape',
    'Comment',
    'FormatSelfDoc',
    'At',
    'print',
    'is',
    'await',
    'async',
  ],
  ...[
    'lambda',
    'yield',
    'del',
    'pass',
    'break',
    'continue',
    'return',
    'raise',
    'assert',
    'nonlocal',
    'while',
    'try',
    'with',
  ],
  ...['def', 'class', 'import', 'from', 'type', 'match', 'case', 'LogicOp', 'UpdateOp'],
]);

/** Kind by the parser's own number of a node type. */
export const KIND_OF_TYPE: Uint8Array = Uint8Array.from(parser.nodeSet.types, (type) => {
  if (type.isAnonymous) return TRANSPARENT;
  if (UNUSED.has(type.name)) return DROPPED;
  return KINDS[type.name] ?? OTHER;
});
