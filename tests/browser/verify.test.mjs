// A stranger verifies a published dashboard in the browser: the same, and every way in which it is not.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { visit } from './lib/pages.mjs';
import { call, host, scratch, serve } from './lib/sites.mjs';

const TOWNS = new URL('../../cli/tests/bundles/two-towns/', import.meta.url).pathname;
const files = folder => [path.join(folder, 'framework.toml'), path.join(folder, 'outcomes.csv')];

beginAlone();

/** A site of the two towns, published without its rows. */
async function towns(t) {
  const folder = await scratch(t);
  const site = path.join(folder, 'site');
  await call('publish', TOWNS, '-o', site);
  const server = await host({ '/': site });
  t.after(server.stop);
  return { address: `${server.address}/`, site, folder };
}

/** Chooses files and has them verified; what the outcome says. */
async function verified(page, chosen) {
  await page.locator('#verify-files').setInputFiles(chosen);
  await page.locator('#verify').click();
  const outcome = page.locator('#outcome');
  await outcome.waitFor();
  return (await outcome.innerText()).replaceAll(/\s+/g, ' ');
}

test('a published site is the same as its files, in both languages', async t => {
  const { address } = await towns(t);
  for (const [lang, words] of [['en', /^The same: all 251 figures came out again/], ['it', /^Sono gli stessi: tutti i 251 valori/]]) {
    const { page, outside, complaints } = await look(t);
    await visit(page, address, 'verify', { lang });
    assert.match(await verified(page, files(TOWNS)), words);
    assert.equal(await page.locator('#outcome').evaluate(one => one === document.activeElement), true, 'the focus follows');
    assert.equal(await page.locator('.rests tbody tr').count(), 3, 'engine, framework, bundle');
    assert.deepEqual(await faults(page), []);
    assert.deepEqual([outside, complaints], [[], []]);
  }
});

test('a changed row is named with what it changed', async t => {
  const { address, folder } = await towns(t);
  const other = path.join(folder, 'other');
  await cp(TOWNS, other, { recursive: true });
  const rows = await readFile(path.join(other, 'outcomes.csv'), 'utf8');
  await writeFile(path.join(other, 'outcomes.csv'), rows.replace('60,30', '60,31'));
  const { page } = await look(t);
  await visit(page, address, 'verify', { lang: 'en' });
  const said = await verified(page, files(other));
  assert.match(said, /^Not the same: \d+ of 251 figures differ/);
  assert.match(said, /not the ones that the figures were made from/);
  assert.match(await page.locator('.rests').innerText(), /outcomes\.csv/);
  const table = page.locator('.said table');
  const total = table.locator('tbody tr', { hasText: 'All together' }).filter({ hasText: 'Value' }).first();
  assert.match(await total.innerText(), /0\.5\s+0\.505/);
  assert.deepEqual(await faults(page), []);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  assert.match(await readFile(await download.path(), 'utf8'), /finding,positive_outcomes,,,,,value,0\.5,0\.505/);
});

test('a changed digit in a dropped answer is found, and the files are called the same', async t => {
  const { address, site, folder } = await towns(t);
  const answer = path.join(folder, 'answer.json');
  const text = await readFile(path.join(site, 'bundle/answer.json'), 'utf8');
  await writeFile(answer, text.replace('"value":0.4,', '"value":0.44,'));
  const { page } = await look(t);
  await visit(page, address, 'verify', { lang: 'en' });
  const said = await verified(page, [answer, ...files(TOWNS)]);
  assert.match(said, /^Not the same: 1 of \d+ figures differs/);
  assert.match(said, /changed after it was worked out/);
  assert.match(await page.locator('.said tbody tr').first().innerText(), /0\.44\s+0\.4$/);
});

test('a dropped comparison and a dropped statement are verified, and a changed amount is named', async t => {
  const { address, folder } = await towns(t);
  const works = new URL('../../cli/tests/bundles/youth-work/', import.meta.url).pathname;
  const own = ['framework.toml', 'outcomes.csv', 'paid.csv'].map(name => path.join(works, name));
  const statement = path.join(folder, 'statement.json');
  const stdout = await call('pay', works, '--json');
  await writeFile(statement, stdout);
  const { page } = await look(t);
  await visit(page, address, 'verify', { lang: 'en' });
  const same = await verified(page, [statement, ...own]);
  assert.match(same, /^The same: all \d+ figures came out again/);
  assert.match(same, /What was verified: payment statement: youth-work\./);
  await writeFile(statement, stdout.replace('"total":', '"total":1'));
  const said = await verified(page, [statement]);
  assert.match(said, /^Not the same: 1 of \d+ figures differs/);
  assert.match(await page.locator('.said tbody tr').first().innerText(), /payment statement.*total/s);
  assert.deepEqual(await faults(page), []);
});

test('files of another bundle, and what is no answer, are said plainly', async t => {
  const { address, folder } = await towns(t);
  const { page } = await look(t);
  await visit(page, address, 'verify', { lang: 'en' });
  const other = path.join(folder, 'other');
  await cp(TOWNS, other, { recursive: true });
  const framework = await readFile(path.join(other, 'framework.toml'), 'utf8');
  await writeFile(path.join(other, 'framework.toml'), framework.replace('"two-towns"', '"elsewhere"'));
  assert.match(await verified(page, files(other)), /belong to other figures.*“Two towns”.*“elsewhere”/);
  await page.getByRole('button', { name: 'Clear the list' }).click();
  const wrong = path.join(folder, 'wrong.json');
  await writeFile(wrong, '{"numbers": [1, 2]}');
  assert.match(await verified(page, [wrong, ...files(TOWNS)]), /cannot be verified.*not an answer of Esito/);
  assert.deepEqual(await faults(page), []);
});

test('a site with rows is verified by its own files with one press, and the pages keep their bundle', async t => {
  const site = await serve(demonstration);
  t.after(site.stop);
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'overview', { lang: 'en' });
  await page.getByRole('link', { name: 'Verify this page' }).click();
  await page.locator('#published').click();
  const outcome = page.locator('#outcome');
  await outcome.waitFor();
  assert.match(await outcome.innerText(), /^The same: all [\d,]+ figures came out again/);
  const each = page.locator('details.each');
  await each.evaluate(one => { one.open = true; });
  assert.match(await each.innerText(), /comparisons\/inclusion\.json[\s\S]*comparison of places: inclusion/);
  // The engine still has the demonstration: a receipt opens down to its rows.
  await visit(page, site.address, 'indicator', { lang: 'en', period: 'all', table: 'by-place' });
  await page.locator('#figure-by-place tbody .cell-button').first().click();
  await page.getByRole('dialog').locator('table tbody tr').first().waitFor();
  assert.deepEqual(complaints, []);
});

test('the page is whole at 390 pixels and in the dark', async t => {
  const { address } = await towns(t);
  const { page } = await look(t, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await visit(page, address, 'verify', { lang: 'it' });
  await verified(page, files(TOWNS));
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${wide} pixels wide`);
  assert.deepEqual(await faults(page), []);
});
