/**
 * Which program of another source answers a request, by its path: `/api/v1/telemetry/traces` is answered where a router adds
 * `/telemetry/traces`. The host of a service is known where it is deployed, and seldom where it is programmed.
 */
import type { Unit } from '../units.js';
import type { RouteFact } from '../../facts/types.js';
import { wordsOfPath } from '../resolve/telling.js';

/** A path under which a program answers, with the file. */
export interface Route {
  file: Unit;
  fact: RouteFact;
}

/** What everybody puts before the paths of an interface. */
const PLAIN = /^(?:api|v\d+|rest)$/;
const MOST_PREFIXES = 4;
/** Words of somebody's own making that the paths have to have which one source asks of another one. */
const ENOUGH_WORDS = 2;
const ENOUGH_PATHS = 2;

export class Routes {
  /** Routes by the last segment that is no parameter. */
  private readonly byEnd = new Map<string, { route: Route; segments: string[] }[]>();
  private readonly prefixes = new Map<string, string[][]>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const { source } = route.file;
      const segments = segmentsOf(route.fact.path);
      while (segments.at(-1) === '*') segments.pop();
      const end = segments.at(-1);
      if (end === undefined) continue;
      if (route.fact.prefix) {
        const prefixes = this.prefixes.get(source) ?? [];
        this.prefixes.set(source, prefixes);
        prefixes.push(segments);
      } else {
        const same = this.byEnd.get(end) ?? [];
        this.byEnd.set(end, same);
        same.push({ route, segments });
      }
    }
  }

  /**
   * The route that a path means, where only one source answers it, and another one than asks.
   * @param path as the program writes it, with or without scheme and host
   */
  answering(source: string, path: string): Route | undefined {
    const asked = segmentsOf(path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ''));
    const found = (this.byEnd.get(asked.at(-1) ?? '') ?? []).filter(({ route, segments }) =>
      this.fits(asked, segments, route.file.source),
    );
    const sources = new Set(found.map(({ route }) => route.file.source));
    if (sources.size !== 1 || sources.has(source)) return undefined;
    // Whoever answers below the same beginning means its own.
    const [beginning] = asked.filter((one) => !PLAIN.test(one));
    const own = this.prefixes.get(source) ?? [];
    return own.some((prefix) => prefix.find((one) => !PLAIN.test(one)) === beginning) ? undefined : found[0]?.route;
  }

  private fits(asked: readonly string[], segments: readonly string[], source: string): boolean {
    const before = asked.length - segments.length;
    if (before < 0 || !segments.every((one, i) => one === '*' || one === asked[before + i])) return false;
    return this.leads(
      asked.slice(0, before).filter((one) => !PLAIN.test(one)),
      source,
      MOST_PREFIXES,
    );
  }

  /** Whether prefixes of the source, one behind the other, make what stands before a route. */
  private leads(head: readonly string[], source: string, left: number): boolean {
    if (head.length === 0) return true;
    if (left === 0) return false;
    return (this.prefixes.get(source) ?? []).some((prefix) => {
      const own = prefix.filter((one) => !PLAIN.test(one));
      return (
        own.length > 0 && own.every((one, i) => one === head[i]) && this.leads(head.slice(own.length), source, left - 1)
      );
    });
  }
}

/** What every service answers: whether it lives, and what it is. */
const OF_ALL =
  /^\/?(?:api\/)?(?:v\d+\/)?(?:health\w*|ready|readiness|live|liveness|livez|readyz|ping|status|metrics|docs|redoc|openapi\.json|version|info|predict(?:ions?)?)$/i;

/**
 * Whether paths that one source asks of another one tell enough: by words of somebody's own making, by being several, or because the sources
 * are known to belong together.
 */
export function isTellingRequest(paths: readonly string[], together: boolean): boolean {
  if (together || new Set(paths.flatMap(wordsOfPath)).size >= ENOUGH_WORDS) return true;
  const own = new Set(paths.map((path) => path.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^\/|\/$/g, '')));
  return own.size >= ENOUGH_PATHS && [...own].some((path) => !OF_ALL.test(path));
}

/** Parameters are `*`; a query is no part. */
const segmentsOf = (path: string): string[] =>
  path
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter(Boolean)
    .map((one) => (/[{}<>*$]|^:/.test(one) ? '*' : one.toLowerCase()));
