/** Bicep and ARM templates. */
import type { DocumentBase } from '../document.js';
import type { HclExpression } from '../hcl/types.js';

/**
 * Expressions of Bicep and of ARM templates have the forms of HCL's. A loop is the call `for` of the collection and the
 * body, `a ?? b` the call `coalesce`; an operator makes an expression `unknown`, whose text keeps the names.
 */
export type BicepExpression = HclExpression;

export interface BicepDeclaration {
  kind: 'param' | 'var' | 'resource' | 'module' | 'output' | 'using' | 'targetScope';
  /** Symbolic name; '' where there is none. */
  name: string;
  /** Type of a resource with its version, or path of a module or of a `using`. */
  target?: string;
  /** Refers to a resource that something else makes. */
  existing: boolean;
  /** `if (…)` in front of the body. */
  condition?: BicepExpression;
  /** The collection of a loop. */
  loop?: BicepExpression;
  /** Body, default or value. */
  value?: BicepExpression;
  /** Resource in whose body the declaration stands. */
  parent?: string;
  offset: number;
}

export interface BicepDocument extends DocumentBase {
  language: 'bicep';
  declarations: BicepDeclaration[];
}
