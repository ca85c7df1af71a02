/** Tells modules of the standard library and well-known packages from modules that a project may have written itself. */
import type { Catalogue } from '../../../catalogue/types.js';

/** Top-level modules of the standard library (Python 3.8 to 3.13, without the private ones). */
const STANDARD = new Set(
  `__future__ abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
  builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
  configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis
  distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
  functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp importlib
  inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes
  mmap modulefinder multiprocessing netrc nntplib ntpath numbers opcode operator optparse os pathlib pdb pickle pickletools
  pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri
  random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site
  smtplib sndhdr socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess sunau symtable sys
  sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap threading time timeit tkinter token tokenize
  tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib uu uuid venv warnings wave
  weakref webbrowser winreg wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo`.split(/\s+/),
);

/** Packages that nearly every project installs and no project writes; it only keeps the number of links small. */
const COMMON = new Set(
  `numpy pandas scipy matplotlib seaborn plotly requests httpx yaml toml tqdm click typer rich loguru pydantic
  pydantic_settings typing_extensions dotenv attr attrs joblib cloudpickle pytest mock faker IPython ipywidgets PIL cv2
  airflow kfp tfx prefect dagster metaflow feast mlrun azureml azure google sagemaker databricks pyspark sklearn tensorflow
  keras torch kubernetes jinja2 sqlalchemy psycopg2 psycopg pymongo boto3 botocore setuptools pkg_resources six dateutil pytz nltk`.split(
    /\s+/,
  ),
);

/** Known packages whose names are words that projects give to their own modules, too. */
const AMBIGUOUS = new Set(
  `aim cog crontab datahub datasets dbt delta determined evaluate feathr fiddler gantry github hera interpret kafka lime
  minio modal model_registry motor mysql nats phoenix redis replicate river schedule shap sky spark trains ts union`.split(
    /\s+/,
  ),
);

/** Kinds of signals whose patterns begin with a Python package. */
const PYTHON_SIGNALS: ReadonlySet<string> = new Set(['call', 'decorator', 'base', 'import']);
const packages = new WeakMap<Catalogue, Set<string>>();

/** Packages that the catalogue speaks of; namespaces such as `google` count as a whole. */
function knownPackages(catalogue: Catalogue): Set<string> {
  let known = packages.get(catalogue);
  if (!known) {
    packages.set(catalogue, (known = new Set()));
    for (const { signals } of catalogue.technologies.values()) {
      for (const { kind, pattern } of signals) {
        const first = PYTHON_SIGNALS.has(kind) ? root(pattern) : '';
        if (/^\w+$/.test(first)) known.add(first);
      }
    }
  }
  return known;
}

/**
 * True when a module may be a file of the project: relative imports always are; otherwise anything that is neither in
 * the standard library nor known to the catalogue as a technology.
 */
export function mayBeProjectModule(module: string, catalogue: Catalogue): boolean {
  if (module.startsWith('.')) return true;
  const first = root(module);
  if (first === '' || STANDARD.has(first) || COMMON.has(first)) return false;
  return AMBIGUOUS.has(first) || !knownPackages(catalogue).has(first);
}

/** True for a package that the catalogue speaks of and that no project would call a module of its own: `mlflow`. */
export function isKnownPackage(name: string, catalogue: Catalogue): boolean {
  return !AMBIGUOUS.has(name) && knownPackages(catalogue).has(name);
}

function root(module: string): string {
  const dot = module.indexOf('.');
  return dot === -1 ? module : module.slice(0, dot);
}
