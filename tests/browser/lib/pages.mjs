// The pages of the site and how to tell that one is there.

/** The pages of the header, in its order. */
export const HEADER = {
  overview: '', indicator: 'indicator/', compare: 'compare/', place: 'place/', contracts: 'contracts/', value: 'value/', data: 'data/',
  methods: 'methods/',
};
export const PAGES = { ...HEADER, verify: 'verify/' };
export const LANGUAGES = ['en', 'it'];
export const THEMES = ['light', 'dark'];

/** Waits until the page has its heading and nothing on it is still being fetched or computed. */
export async function settled(page) {
  // The first sight has a heading too, and stays until the app is there.
  await page.locator('#loading').waitFor({ state: 'detached' });
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

/** Opens a page of a site and waits for it. */
export async function visit(page, address, name, query = {}) {
  const url = new URL(PAGES[name], address);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  await page.goto(url.href);
  await settled(page);
}
