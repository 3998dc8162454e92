// Every page's answer is saved as a file that anybody can verify: the same bytes as the command line's, and the page
// Verify says that it is the same.
import assert from 'node:assert/strict';
import { cpSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { settled, visit } from './lib/pages.mjs';
import { call, scratch } from './lib/sites.mjs';

begin();

const SAVE = { name: 'Save the answer (verifiable)' };

/** Goes to a page with this query without leaving the tab: one's own files live in it only. */
async function go(page, folder, query = {}) {
  await page.evaluate(([folder, query]) => {
    const url = new URL(folder, document.baseURI);
    for (const [key, value] of Object.entries({ lang: 'en', ...query })) url.searchParams.set(key, value);
    const link = Object.assign(document.createElement('a'), { href: url.href, textContent: 'go' });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }, [folder, query]);
  await settled(page);
}

/** Presses the button and gives what was saved. */
async function saved(page, within) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(within).getByRole('button', SAVE).first().click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('answers of one’s own files are those of the command line, and are verified', async t => {
  const folder = path.join(await scratch(t), 'demo');
  cpSync(demonstration, folder, { recursive: true });
  const { page, outside, complaints } = await look(t);
  await visit(page, site.address, 'data', { lang: 'en' });
  await page.locator('input#folder').setInputFiles(folder);
  await page.getByRole('button', { name: 'Read these files' }).click();
  await page.locator('.outcome').waitFor({ timeout: 120_000 });
  const pages = [
    ['indicator/', { indicator: 'neet' }, 'footer', ['compute', folder, '--indicator', 'neet']],
    ['place/', { place: 'torino', peers: '3' }, '.lead', ['place', folder, '--place', 'torino', '--peers', '3']],
    ['contracts/', { contract: 'aurora', as_of: '2023-06-30' }, '.take', ['pay', folder, '--contract', 'aurora', '--as-of', '2023-06-30']],
    ['value/', {}, '.lead', ['value', folder]],
    ['value/', {}, '#money-aurora', ['money', folder]],
    ['compare/', {}, '.index', ['compare', folder, '--index', 'inclusion']],
  ];
  const answers = [];
  for (const [where, query, within, words] of pages) {
    await go(page, where, query);
    const { name, text } = await saved(page, within);
    // Not `equal`: a difference would print megabytes.
    assert.ok(text === await call(...words, '--json'), `${words[0]} and ${where}`);
    const file = path.join(path.dirname(folder), `${answers.length}-${name}`);
    await writeFile(file, text);
    answers.push(file);
  }
  await go(page, 'verify/');
  const files = readdirSync(folder).map(name => path.join(folder, name));
  await page.locator('#verify-files').setInputFiles([...answers, ...files]);
  await page.locator('#verify').click();
  const outcome = page.locator('#outcome');
  await outcome.waitFor({ timeout: 120_000 });
  assert.match(await outcome.innerText(), /^The same: all [\d,]+ figures came out again/);
  assert.deepEqual([outside, complaints], [[], []]);
});

test('what was published is saved from beside the page, on every page and in both languages', async t => {
  const { page, complaints } = await look(t, { viewport: { width: 390, height: 844 } });
  const pages = [
    ['overview', {}, 'bundle/answer.json'],
    ['indicator', { indicator: 'neet' }, 'bundle/answers/neet.json'],
    ['place', { place: 'torino' }, 'bundle/places.json'],
    ['contracts', { contract: 'aurora' }, 'bundle/statements/aurora.json'],
    ['value', {}, 'bundle/value.json'],
    ['compare', {}, 'bundle/comparisons/inclusion.json'],
  ];
  for (const [name, query, file] of pages) {
    await visit(page, site.address, name, { lang: 'it', ...query });
    const link = page.getByRole('link', { name: 'Salva la risposta (verificabile)' }).and(page.locator(`[href="${file}"]`));
    await link.first().waitFor();
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${name} is ${wide} pixels wide`);
    assert.deepEqual(await faults(page), []);
  }
  assert.deepEqual(complaints, []);
});
