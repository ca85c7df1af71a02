/**
 * Names of constructs, the same for every language. Libraries of constructs are published from one source for all of them, so
 * that the name that Python gives a class follows from the name that TypeScript gives it.
 * https://aws.github.io/jsii/user-guides/language-support/ · https://www.pulumi.com/docs/iac/concepts/packages/
 */

/** What a file that defines infrastructure in a general language mentions. */
const LIBRARY = /aws[-_]cdk|cdktf|pulumi/;
/** What the TypeScript compiler writes beside its sources. */
const COMPILED = /Object\.defineProperty\(exports, ["']__esModule["']/;
const IMPORTS_LIBRARY =
  /(?:from|require\(|import)\s*["'](?:aws-cdk-lib|@aws-cdk\/|cdktf|@cdktf\/|@pulumi\/|\.\/\.gen\/)/;
const HEAD = 2000;

/** True for a file that imports CDK, CDKTF or Pulumi. */
export function definesInfrastructure(path: string, text: string): boolean {
  if (/\.(?:py|ipynb)$/.test(path)) return LIBRARY.test(text);
  return LIBRARY.test(text) && IMPORTS_LIBRARY.test(text) && !COMPILED.test(text.slice(0, HEAD));
}

const SPECIFIERS: readonly (readonly [RegExp, string])[] = [
  [/^aws-cdk-lib(?=\/|\.|$)/, 'aws_cdk'],
  [/^@aws-cdk\/(?:core|cdk)(?=\.|$)/, 'aws_cdk'],
  [/^@aws-cdk\//, 'aws_cdk.'],
  [/^@cdktf\/provider-/, 'cdktf_cdktf_provider_'],
  [/^@cdktf\//, 'cdktf_'],
  [/^@pulumi\//, 'pulumi_'],
  [/^(?:\.\/|\.\.\/)+\.gen\/providers\//, 'imports.'],
];

/**
 * The name that Python has for what is called.
 * @param callee a resolved name, of TypeScript (`aws-cdk-lib/aws-s3.Bucket`) or of Python
 */
export function constructName(callee: string): string {
  if (callee.startsWith('aws_cdk.core.')) return `aws_cdk.${callee.slice('aws_cdk.core.'.length)}`;
  for (const [pattern, name] of SPECIFIERS) {
    const match = pattern.exec(callee);
    if (!match) continue;
    // A path ends where the names in it begin: at the first dot behind it.
    const rest = callee.slice(match[0].length);
    const dot = rest.indexOf('.');
    const path = dot === -1 ? rest : rest.slice(0, dot);
    const names = dot === -1 ? '' : rest.slice(dot);
    return (name + path.replaceAll('/', '.').replaceAll('-', '_') + names).replace('..', '.');
  }
  return callee;
}

/** `sagemaker_endpoint` and `sagemakerEndpoint` as `SagemakerEndpoint`. Names in capitals stay as they are. */
export function pascalCase(name: string): string {
  if (/^[A-Z\d_]+$/.test(name)) return name;
  return name.replace(/(?:^|_)([a-z\d])/g, (_, letter: string) => letter.toUpperCase()).replace(/_$/, '');
}

/** `SagemakerEndpoint` and `sagemakerEndpoint` as `sagemaker_endpoint`. */
export function snakeCase(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** Last segment of a name in camel case, however the language writes it: `from_asset` is `fromAsset`. */
export function methodOf(callee: string): string {
  const last = callee.slice(callee.lastIndexOf('.') + 1);
  return last.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
