// A published site on a plain file server, under a path of its own: every page survives a reload.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { HEADER, PAGES, settled, visit } from './lib/pages.mjs';
import { call, host, scratch } from './lib/sites.mjs';

beginAlone();

/** The demonstration, published and served under `/x/y/`. */
async function publish(t, ...words) {
  const folder = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', folder, ...words);
  const site = await host({ '/x/y/': folder });
  t.after(site.stop);
  return `${site.address}/x/y/`;
}

async function looker(t) {
  const seat = await look(t);
  const missing = [];
  seat.page.on('response', response => {
    if (response.status() >= 400) missing.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return { ...seat, missing };
}

test('every page opens under a path and survives a reload', async t => {
  const address = await publish(t);
  const { page, outside, complaints, missing } = await looker(t);
  for (const [name, folder] of Object.entries(PAGES)) {
    // Compare's headline is said when its index has come.
    const whole = () => (name === 'compare' ? page.locator('#figure-index').waitFor() : undefined);
    await visit(page, address, name, { lang: 'it' });
    await whole();
    const heading = await page.locator('main h1').first().innerText();
    assert.ok(heading.trim().length > 0, name);
    await page.reload();
    await settled(page);
    await whole();
    assert.equal(await page.locator('main h1').first().innerText(), heading, name);
    assert.equal(new URL(page.url()).pathname, `/x/y/${folder}`, name);
  }
  assert.deepEqual(missing, []);
  assert.deepEqual(outside, []);
  assert.deepEqual(complaints, []);
});

test('the figures stand with the page itself, and the app shows the same', async t => {
  const address = await publish(t);
  for (const lang of ['en', 'it']) {
    const { page, complaints } = await looker(t);
    const told = async () => {
      const texts = (await page.locator('h1:visible, .lead p:visible, .kpi:visible').allInnerTexts());
      return texts.map(text => text.replaceAll(/\s+/g, ' ').trim());
    };
    // Nothing of the interface comes, as on a slow line.
    await page.route(/\.wasm$/, () => {});
    await page.goto(`${address}?lang=${lang}`, { waitUntil: 'domcontentloaded' });
    await page.locator('.glance:visible .kpi').first().waitFor();
    const first = await told();
    assert.ok(first.length >= 8 && first.some(text => /\d/.test(text)), first.join('\n'));
    assert.ok(await page.locator('.glance:visible .notice').isVisible(), 'marked as illustrative');
    assert.ok(await page.locator('.glance:visible .spark svg').first().isVisible(), 'with its small lines');
    await page.unroute(/\.wasm$/);
    await visit(page, address, 'overview', { lang });
    assert.deepEqual(await told(), first, lang);
    // What was held back ends with its page, as a compilation or still as a fetch.
    assert.deepEqual(complaints.filter(text => !/WebAssembly compilation aborted|Failed to fetch/.test(text)), []);
  }
});

test('the links of the pages lead to the pages, wherever one begins', async t => {
  const address = await publish(t);
  const { page, missing } = await looker(t);
  for (const start of Object.keys(PAGES)) {
    await visit(page, address, start);
    for (const [name, folder] of Object.entries(HEADER)) {
      const link = page.locator('header nav a').nth(Object.keys(HEADER).indexOf(name));
      await link.click();
      await page.waitForURL(url => url.pathname === `/x/y/${folder}`);
      await settled(page);
      assert.equal(await link.getAttribute('aria-current'), 'page', `${start} to ${name}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('numbers stand on the page before the engine has come', async t => {
  const address = await publish(t);
  const { page, context } = await looker(t);
  // The engine never arrives.
  await context.route(/worker/, route => route.abort());
  await visit(page, address, 'overview', { lang: 'en' });
  const text = await page.locator('main').innerText();
  assert.match(text, /\d+([.,]\d+)?\s?%/, 'a share is shown');
  assert.ok(await page.locator('main svg').count() > 0, 'and drawn');
});

test('without its rows a site tells payments added up, of no day and nobody', async t => {
  const address = await publish(t);
  const { page, missing, complaints } = await looker(t);
  for (const [lang, said] of [['en', /lines are added up by rule/], ['it', /gli importi sono sommati per regola/]]) {
    await visit(page, address, 'contracts', { lang, contract: 'aurora' });
    await page.locator('#statement tbody tr').first().waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, said);
    assert.doesNotMatch(text, /AUR-\d/);
    const days = await page.locator('#statement tbody tr > td:first-child').allInnerTexts();
    assert.ok(days.length > 3 && days.every(day => day === '–'), days.join(' '));
    assert.deepEqual(await faults(page), []);
  }
  assert.match(await page.locator('#statement tfoot').innerText(), /553\.200/);
  assert.deepEqual([missing, complaints], [[], []]);
  // With its rows it has each line.
  await visit(page, await publish(t, '--with-rows'), 'contracts', { lang: 'en', contract: 'aurora' });
  await page.locator('#statement tbody tr').first().waitFor();
  assert.match(await page.locator('#statement').innerText(), /AUR-\d/);
});
