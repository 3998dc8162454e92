// Chromium as Debian packages it, without a word to the outside; every page's requests and complaints are kept.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const NAMES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

/** A browser of its own, with a fresh profile. */
export function launch() {
  const executablePath = process.env.CHROMIUM ?? NAMES.find(existsSync);
  return chromium.launch({ executablePath, args: QUIET });
}

/** A page that records where it went and what it complained about; nothing leaves this machine. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const outside = [];
  const complaints = [];
  await context.route('**/*', route => {
    const url = new URL(route.request().url());
    if (url.hostname === '127.0.0.1' || ['data:', 'blob:'].includes(url.protocol)) return route.continue();
    outside.push(url.href);
    return route.abort();
  });
  page.on('pageerror', error => complaints.push(`error: ${error.message}`));
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.setDefaultTimeout(Number(process.env.ESITO_PATIENCE_MS ?? 60_000));
  return { page, context, outside, complaints, close: () => context.close() };
}
