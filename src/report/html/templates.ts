/** The templates beside this file as one function: compiled by the build, or each time when running from the sources. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';

/** Without the compiler, which takes longer to load than a page takes to make. */
const runtime = createRequire(import.meta.url)('handlebars/runtime') as typeof Handlebars;

const PAGE = 'page';
const DIRECTORY = new URL('./templates/', import.meta.url);
/** Written by `build/copy-assets.mjs`. */
const COMPILED = new URL('compiled.js', DIRECTORY);
const OPTIONS = { strict: true, knownHelpersOnly: true };

/** Markup that refarch made itself. Only this passes the templates without being escaped. */
export type Markup = Handlebars.SafeString;
export const markup = (text: string): Markup => new runtime.SafeString(text);
export const isMarkup = (value: object): value is Markup => value instanceof runtime.SafeString;

/** @returns what turns a view into the page; values are escaped for HTML unless they are `Markup` */
export async function page(): Promise<(view: unknown) => string> {
  if (!existsSync(COMPILED)) {
    const handlebars = (await import('handlebars')).default.create();
    for (const [name, text] of templates()) handlebars.registerPartial(name, text);
    return handlebars.compile(`{{> ${PAGE}}}`, OPTIONS);
  }
  const { default: specs } = (await import(COMPILED.href)) as { default: Record<string, TemplateSpecification> };
  const handlebars = runtime.create();
  for (const [name, spec] of Object.entries(specs)) handlebars.registerPartial(name, handlebars.template(spec));
  return handlebars.partials[PAGE] as (view: unknown) => string;
}

/** @returns a module of JavaScript with the templates as Handlebars compiles them */
export async function compiledTemplates(): Promise<string> {
  const { default: compiler } = await import('handlebars');
  const specs = templates().map(
    ([name, text]) => `${JSON.stringify(name)}: ${String(compiler.precompile(text, OPTIONS))}`,
  );
  return `export default {\n${specs.join(',\n')}\n};\n`;
}

/** Names and texts; line breaks and indentation are for who reads them. */
function templates(): [name: string, text: string][] {
  const files = readdirSync(DIRECTORY).filter((name) => name.endsWith('.hbs'));
  return files
    .sort()
    .map((file) => [
      file.replace('.hbs', ''),
      readFileSync(new URL(file, DIRECTORY), 'utf8').replace(/\n\s*/g, '\n').trim(),
    ]);
}
