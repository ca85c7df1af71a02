/** Debian's Chromium, for tests that look at a page as a reader does. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Without a browser the tests are skipped, unless the environment says that it must be there. */
export const hasBrowser = CHROMIUM !== undefined || Boolean(process.env.REFARCH_REQUIRE_TOOLS);
if (!hasBrowser) process.stderr.write('No Chromium: the pages are not opened in a browser.\n');

export interface Opened {
  page: Page;
  /** Addresses that were asked for. */
  requests: string[];
  /** Errors of scripts, refused styles and scripts, dialogs. */
  complaints: string[];
}

export interface Reader {
  /** Opens a page from a file, as people do. */
  open: (html: string, options?: BrowserContextOptions & { hash?: string }) => Promise<Opened>;
  close: () => Promise<void>;
}

export async function startReader(): Promise<Reader> {
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM ?? 'chromium', args: ARGUMENTS });
  const directory = mkdtempSync(join(tmpdir(), 'refarch-page-'));
  let count = 0;
  return {
    open: async (html, { hash = '', ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
      const page = await context.newPage();
      const [requests, complaints]: string[][] = [[], []];
      page.on('request', (request) => requests?.push(request.url()));
      page.on('pageerror', (error) => complaints?.push(error.message));
      page.on('console', (message) => complaints?.push(message.text()));
      page.on('dialog', (dialog) => {
        complaints?.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const file = join(directory, `${++count}.html`);
      writeFileSync(file, html);
      // Large pages on machines that do much else.
      await page.goto(pathToFileURL(file).href + hash, { timeout: 180_000 });
      return { page, requests: requests ?? [], complaints: complaints ?? [] };
    },
    close: async () => {
      await browser.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
