// What nearly every browser test begins with: one browser and one site for the whole file, a page for each test.
import { after, before } from 'node:test';
import { launch, open } from './chromium.mjs';
import { serve } from './sites.mjs';

/** The browser, once the tests run. */
export let browser;
/** The site of `esito serve`, once the tests run: its address, and how to end it. */
export let site;

/** A browser and the demonstration, served, for all tests of the file; `more` is awaited when both are there. */
export function begin(more) {
  before(async () => {
    browser = await launch();
    site = await serve();
    await more?.();
  });
  after(async () => {
    await browser?.close();
    site?.stop();
  });
}

/** A browser alone, for tests with sites of their own. */
export function beginAlone() {
  before(async () => { browser = await launch(); });
  after(() => browser?.close());
}

/** A page of its own, gone when the test is over: with what it asked from outside, and what it complained about. */
export async function look(t, options) {
  const seat = await open(browser, options);
  t.after(seat.close);
  return seat;
}
