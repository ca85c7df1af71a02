/**
 * What a file's name says about its content, for deciding without a system call whether to open it.
 */

function extensions(...groups: string[]): Set<string> {
  return new Set(groups.join(' ').split(/\s+/));
}

/** Content that no reader understands: never opened. */
const DATA = extensions(
  'png jpg jpeg gif bmp ico icns webp tif tiff psd svg eps ai drawio heic avif', // images and drawings
  'mp3 mp4 m4a wav ogg flac avi mov mkv webm', // sound and film
  'zip tar gz tgz bz2 xz zst 7z rar jar war ear whl egg deb rpm dmg iso nupkg', // archives
  'exe dll so dylib a o obj lib bin dat pyc pyo pyd class wasm node', // compiled
  'csv tsv parquet feather arrow avro orc jsonl ndjson xlsx xls ods sas7bdat dta sav', // tables
  'h5 hdf5 hdf nc npy npz mat rds rdata tfrecord tfrecords lmdb mdb db sqlite sqlite3 duckdb', // arrays and databases
  'pkl pickle joblib pt pth ckpt onnx pb tflite mlmodel safetensors gguf ggml bst xgb cbm model keras caffemodel', // models
  'index rec idx shp dbf geojson gpkg', // indexes and maps
  'pdf doc docx ppt pptx odt pages rtf epub', // documents of office programs
  'ttf otf woff woff2 eot', // fonts
  'pem crt cer der p12 pfx jks keystore gpg asc sig key pub', // keys and signatures: nothing to learn, something to leak
  'css scss sass less html htm map snap log', // looks, pages, source maps, recorded output
);

/** Languages in which builds, deployments and runs are defined: leaving one of these unread makes the assessment incomplete. */
const DEFINITION = extensions(
  'yaml yml json jsonc json5 toml ini cfg conf properties env hcl tf tfvars bicep bicepparam template jsonnet libsonnet cue dhall rego kcl',
  'py pyi ipynb r rmd jl scala java kt kts go rs ts mts cts js mjs cjs tsx jsx groovy gradle jenkinsfile sql cs fs ps1 psm1',
  'sh bash zsh ksh bat cmd mk make dockerfile containerfile earthfile nomad pkr',
  'tmpl j2 jinja jinja2 tpl tftpl erb gotmpl mustache hbs',
  'txt in dvc lock pbtxt',
);

/** Files without a telling extension that hold definitions, by the beginning of their names. */
const DEFINITION_NAME =
  /^(?:dockerfile|containerfile|jenkinsfile|makefile|gnumakefile|justfile|snakefile|earthfile|tiltfile|procfile|pipfile|mlproject|mlmodel|vagrantfile|rakefile)(?:[.\-_]|$)/i;

/** Endings that a template adds to the name of the file it becomes. */
const TEMPLATE_ENDING = /\.(?:tmpl|j2|jinja2?|tpl|tftpl|erb|gotmpl|mustache|hbs)$/i;
/** `.template` by itself is what CloudFormation calls its definitions; behind another ending it marks a template. */
const TEMPLATE_WORD = /(\.[a-z0-9]+)\.template$/i;

function extension(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** False for content that no reader understands. */
export function isReadable(path: string): boolean {
  return !DATA.has(extension(path));
}

/** True when the file's kind is one in which definitions are written. */
export function isDefinition(path: string): boolean {
  return DEFINITION.has(extension(path)) || DEFINITION_NAME.test(baseName(path));
}

/** How many times the limit on a file's size holds: a notebook carries its outputs, mostly pictures, which are not read. */
export function notebookFactor(path: string): number {
  return extension(path) === 'ipynb' ? 4 : 1;
}

/** The path without a template's ending: what the file becomes when the template is filled in (`a.yaml.j2` → `a.yaml`). */
export function logicalPath(path: string): string {
  return path.replace(TEMPLATE_ENDING, '').replace(TEMPLATE_WORD, '$1');
}

/** The name says that the file is a template. */
export function hasTemplateEnding(path: string): boolean {
  return logicalPath(path) !== path;
}
