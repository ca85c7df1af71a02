import type { Program } from '../python/types.js';

/**
 * TypeScript or JavaScript. Modules are specifiers as written (`aws-cdk-lib/aws-s3`, `../lib/stack`), names hang on them by a
 * dot (`aws-cdk-lib/aws-s3.Bucket`). `new X()` is a call. The values of an object that is an argument are a `dict`. `this` is
 * written `self`; what is assigned to `this.x` anywhere in a class stands in the scope of the class. `process.env.X` is
 * `os.environ.X`.
 */
export interface TypescriptDocument extends Program {
  language: 'typescript';
}
