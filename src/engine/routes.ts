/**
 * Paths under which programs answer requests, in the web frameworks of Python, JavaScript, Java, Go and C#: of FastAPI, Flask, Django,
 * Azure Functions, Express, NestJS, Spring, Jakarta REST, Gin, chi and ASP.NET, as their documentation writes them. Taken line by line, as the paths are that others ask for.
 */
import type { RouteFact } from '../facts/types.js';
import type { FileInfo } from '../plugins/types.js';
import { createLocator } from '../syntax/locations.js';

const MOST_ROUTES = 200;
const LONGEST_TEXT = 300_000;
const LONGEST_LINE = 1000;

const METHOD = 'get|post|put|patch|delete';
/** A path in quotes. */
const TEXT = `[rf]?["'\`](/?[\\w./:{}<>*$-]{1,150})["'\`]`;

interface Dialect {
  files: RegExp;
  routes: readonly RegExp[];
  prefixes: readonly RegExp[];
}

const DIALECTS: readonly Dialect[] = [
  {
    files: /\.py$/i,
    routes: [
      new RegExp(`^\\s*@[\\w.]{1,60}\\.(?:${METHOD}|route|api_route|websocket)\\(\\s*(?:(?:path|route)=)?${TEXT}`),
      new RegExp(`\\.add_(?:api_route|url_rule|api_websocket_route)\\(\\s*${TEXT}`),
      new RegExp(`\\.add_resource\\(\\s*\\w{1,60},\\s*${TEXT}`),
      new RegExp(`^\\s*(?:re_)?path\\(\\s*${TEXT}\\s*,\\s*(?!include\\()`),
    ],
    prefixes: [
      new RegExp(`\\b(?:url_)?prefix\\s*=\\s*${TEXT}`),
      new RegExp(`^\\s*path\\(\\s*${TEXT}\\s*,\\s*include\\(`),
    ],
  },
  {
    files: /\.(?:[cm]?[jt]s|[jt]sx)$/i,
    routes: [
      new RegExp(`\\b(?:app|server|fastify|router|\\w{1,40}Router)\\.(?:${METHOD}|all)\\(\\s*${TEXT}\\s*,`),
      new RegExp(`^\\s*@(?:Get|Post|Put|Patch|Delete|All)\\(\\s*${TEXT}`),
    ],
    prefixes: [
      new RegExp(`\\b(?:app|server|router|\\w{1,40}Router)\\.use\\(\\s*${TEXT}`),
      new RegExp(`^\\s*@Controller\\(\\s*${TEXT}`),
      new RegExp(`\\.setGlobalPrefix\\(\\s*${TEXT}`),
    ],
  },
  {
    files: /\.(?:java|kt)$/i,
    routes: [
      new RegExp(`^\\s*@(?:Get|Post|Put|Patch|Delete)Mapping\\(\\s*(?:(?:value|path)\\s*=\\s*)?${TEXT}`),
      new RegExp(`^\\s*@Path\\(\\s*${TEXT}\\s*\\)`),
    ],
    prefixes: [
      new RegExp(`^\\s*@RequestMapping\\(\\s*(?:(?:value|path)\\s*=\\s*)?${TEXT}`),
      // That of a class stands at the beginning of the line.
      new RegExp(`^@Path\\(\\s*${TEXT}\\s*\\)`),
    ],
  },
  {
    files: /\.go$/i,
    routes: [new RegExp(`\\.(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete|HandleFunc)\\(\\s*${TEXT}\\s*,`)],
    prefixes: [new RegExp(`\\.(?:Group|Route)\\(\\s*${TEXT}`)],
  },
  {
    files: /\.cs$/i,
    routes: [
      new RegExp(`^\\s*\\[Http(?:Get|Post|Put|Patch|Delete)\\(\\s*${TEXT}`),
      new RegExp(`\\.Map(?:Get|Post|Put|Patch|Delete)\\(\\s*${TEXT}\\s*,`),
    ],
    prefixes: [new RegExp(`^\\s*\\[Route\\(\\s*${TEXT}`), new RegExp(`\\.MapGroup\\(\\s*${TEXT}`)],
  },
];

/** Next.js answers under the path of the file. */
const FILE_ROUTE = /(?:^|\/)(?:pages|app)\/(api\/[\w./[\]-]{1,150})\.[jt]sx?$/;

/** Each path once, where it stands first. */
export function routeFacts(file: FileInfo, text: string): RouteFact[] {
  const dialect = DIALECTS.find(({ files }) => files.test(file.logicalPath));
  if (!dialect || text.length > LONGEST_TEXT) return [];
  const locate = createLocator(text);
  const found = new Map<string, RouteFact>();
  const own = FILE_ROUTE.exec(file.logicalPath)?.[1];
  if (own)
    found.set('', {
      fact: 'route',
      unit: '',
      path: own.replace(/\[[^\]]*\]/g, '*').replace(/\/(?:index|route)$/, ''),
      at: locate(0),
    });
  let start = 0;
  const lines = text.split('\n');
  for (const [number, one] of lines.entries()) {
    // What a call is given may begin on the next line.
    const line = /\(\s*$/.test(one) ? `${one.trimEnd()}${(lines[number + 1] ?? '').trim()}` : one;
    for (const [patterns, prefix] of [
      [dialect.routes, false],
      [dialect.prefixes, true],
    ] as const)
      for (const pattern of line.length > LONGEST_LINE ? [] : patterns) {
        const path = pattern.exec(line)?.[1];
        const key = `${path ?? ''} ${prefix}`;
        if (path === undefined || found.has(key) || found.size >= MOST_ROUTES) continue;
        found.set(key, { fact: 'route', unit: '', path, ...(prefix ? { prefix } : {}), at: locate(start) });
      }
    start += one.length + 1;
  }
  return [...found.values()];
}
