/**
 * What a platform runs that is given a directory of sources: what the directory says of its processes, its image, or the web service in it.
 * Sources: https://devcenter.heroku.com/articles/procfile, https://cloud.google.com/docs/buildpacks/python,
 * https://learn.microsoft.com/azure/app-service/configure-language-python, https://huggingface.co/docs/hub/spaces-config-reference,
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/python-configuration-procfile.html
 */
import { within, type Unit } from '../units.js';
import type { PathResolver } from './paths.js';

/** Files that say what runs; the first that is there decides. */
const DEFINITIONS = [
  'Procfile',
  'Dockerfile',
  'docker-compose.yml',
  'docker-compose.yaml',
  'compose.yaml',
  'compose.yml',
];
/** Programs that platforms and people call so, here or one directory below. */
const PROGRAM = /(?:^|\/)(?:app|application|main|server|api|wsgi|asgi|home|index|streamlit_app|run|serve)\.py$/i;
const BELOW = ['app', 'src', 'api', 'backend', 'server', 'service'];

/** @returns units that run when a platform takes the directory that `path` means in `from` */
export function createApplicationResolver(paths: PathResolver): (from: Unit, path: string) => Unit[] {
  return (from, path) => {
    const root = path === '.' || path === '' ? '' : `${path}/`;
    const inside = paths.directory(from, path);
    const named = DEFINITIONS.map((name) => inside.find((file) => file.path === `${root}${name}`)).find(Boolean);
    // The processes of a Procfile are its parts.
    if (named) return named.path.endsWith('Procfile') ? [...within(named)] : [named];
    for (const files of [inside, ...BELOW.map((name) => paths.directory(from, `${root}${name}`))]) {
      const programs = files.filter((file) => PROGRAM.test(file.path) && isService(file));
      if (programs.length > 0) return programs;
    }
    return [];
  };
}

const isService = (file: Unit): boolean =>
  [...within(file)].some((unit) => !unit.off && unit.traits.some(({ trait }) => trait === 'web-service'));
