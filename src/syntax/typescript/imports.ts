/** Imports of a file, in all the forms that TypeScript and JavaScript have. */
import { ts } from 'ts-morph';
import type { PythonImport } from '../types.js';

export interface Imports {
  imports: PythonImport[];
  /** Local names by what they stand for: `s3` → `aws-cdk-lib/aws-s3`, `Bucket` → `aws-cdk-lib/aws-s3.Bucket`. */
  aliases: Map<string, string>;
}

/** Imports and re-exports at the top of the file. */
export function importsOf(file: ts.SourceFile): Imports {
  const found: Imports = { imports: [], aliases: new Map() };
  const add = (node: ts.Node, module: string, name: string | undefined, local: string | undefined): void => {
    const alias = local === undefined ? {} : { alias: local };
    found.imports.push({ module, ...(name ? { name } : {}), ...alias, scope: '', offset: node.getStart(file) });
    if (local !== undefined) found.aliases.set(local, name ? `${module}.${name}` : module);
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier))
      readImport(statement, statement.moduleSpecifier.text, add);
    else if (ts.isImportEqualsDeclaration(statement)) {
      const from = statement.moduleReference;
      if (ts.isExternalModuleReference(from) && ts.isStringLiteral(from.expression))
        add(statement, from.expression.text, undefined, statement.name.text);
    } else if (ts.isExportDeclaration(statement)) {
      const module = statement.moduleSpecifier;
      if (module && ts.isStringLiteral(module)) add(statement, module.text, '*', undefined);
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) readRequire(declaration, add);
    }
  }
  return found;
}

type Add = (node: ts.Node, module: string, name: string | undefined, local: string | undefined) => void;

function readImport(statement: ts.ImportDeclaration, module: string, add: Add): void {
  const clause = statement.importClause;
  if (!clause) {
    add(statement, module, undefined, undefined);
    return;
  }
  // The default export of a package of definitions is its namespace; of a file it is what the file is named after.
  if (clause.name) add(statement, module, module.startsWith('.') ? clause.name.text : undefined, clause.name.text);
  const names = clause.namedBindings;
  if (names && ts.isNamespaceImport(names)) add(statement, module, undefined, names.name.text);
  else for (const one of names?.elements ?? []) add(one, module, (one.propertyName ?? one.name).text, one.name.text);
}

/** `const cdk = require('aws-cdk-lib')`, `const { Stack } = require('aws-cdk-lib')`. */
function readRequire({ name, initializer }: ts.VariableDeclaration, add: Add): void {
  if (!initializer || !ts.isCallExpression(initializer) || !ts.isIdentifier(initializer.expression)) return;
  const [module] = initializer.arguments;
  if (initializer.expression.text !== 'require' || !module || !ts.isStringLiteral(module)) return;
  if (ts.isIdentifier(name)) add(initializer, module.text, undefined, name.text);
  else if (ts.isObjectBindingPattern(name))
    for (const one of name.elements) {
      if (!ts.isIdentifier(one.name)) continue;
      const original = one.propertyName && ts.isIdentifier(one.propertyName) ? one.propertyName.text : one.name.text;
      add(one, module.text, original, one.name.text);
    }
}
