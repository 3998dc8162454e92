// A funder's walk through the demonstration: another indicator, place and breakdown, an address that is shared, the
// other language; and every number that is passed on the way is the engine's.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstration } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { assertShows } from './lib/numbers.mjs';
import { settled, visit } from './lib/pages.mjs';
import { call } from './lib/sites.mjs';

let answer;
begin(async () => {
  answer = JSON.parse(await call('compute', '--json', demonstration));
});

const english = text => text.en ?? text[''] ?? Object.values(text)[0];
const indicator = id => answer.framework.indicators.find(one => one.id === id);
const finding = key => answer.findings.find(
  one => ['indicator', 'place', 'period', 'dimension', 'group'].every(part => one[part] === key[part]),
);
/** The rows of a table as lists of cells. */
const cells = table => table.locator('tbody tr').evaluateAll(
  rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim())),
);

test('the overview opens on the headline indicators with the engine’s values', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'overview', { lang: 'en' });
  const headlines = answer.framework.indicators.filter(one => one.headline);
  assert.ok(headlines.length >= 3);
  const text = await page.locator('main').innerText();
  for (const one of headlines) assert.ok(text.includes(english(one.label)), english(one.label));
  assert.ok(await page.locator('main svg').count() >= headlines.length);
});

test('another indicator, a place and a breakdown are chosen, and the address keeps them', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'indicator', { lang: 'en' });
  const broken = answer.framework.indicators.filter(one => one.by.length > 1 && one.place);
  const wanted = broken.at(-1);
  await page.getByRole('combobox', { name: 'Indicator' }).selectOption(wanted.id);
  await page.getByRole('heading', { level: 1, name: english(wanted.label) }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('indicator'), wanted.id);

  const place = answer.framework.places.find(one => finding({ indicator: wanted.id, place: one.id }));
  const chip = page.locator('fieldset.places button', { hasText: english(place.label) });
  const before = await chip.getAttribute('aria-pressed');
  await chip.click();
  await page.waitForFunction(
    ([text, before]) => [...document.querySelectorAll('fieldset.places button')]
      .some(one => one.textContent.trim() === text && one.getAttribute('aria-pressed') !== before),
    [english(place.label), before],
  );
  const kept = new URL(page.url()).searchParams.getAll('place');
  assert.equal(kept.includes(place.id), before === 'false');

  const tabs = page.getByRole('group', { name: 'By group' }).getByRole('button');
  await tabs.nth(1).click();
  await page.waitForURL(url => url.searchParams.has('by'));
  assert.equal(await tabs.nth(1).getAttribute('aria-pressed'), 'true');
});

test('the table beside a chart shows the engine’s values', async t => {
  const { page } = await look(t);
  for (const one of answer.framework.indicators.filter(one => one.place)) {
    await visit(page, site.address, 'indicator', { lang: 'en', indicator: one.id, period: 'all', table: 'by-place' });
    const table = page.locator('#figure-by-place table');
    await table.waitFor();
    const rows = await cells(table);
    assert.ok(rows.length > 0, one.id);
    let held = 0;
    for (const row of rows) {
      const place = answer.framework.places.find(place => row[0] === english(place.label));
      const found = place && finding({ indicator: one.id, place: place.id });
      if (typeof found?.value !== 'number') continue;
      assertShows(row[1], found.value, `${one.id} in ${place.id}`);
      held += 1;
    }
    assert.ok(held > 0 || !answer.findings.some(f => f.indicator === one.id && f.place && !f.period && !f.group && typeof f.value === 'number'), one.id);
  }
});

test('a shared address shows the same to somebody else', async t => {
  const { page } = await look(t);
  const one = answer.framework.indicators.find(one => one.by.length > 0 && one.place);
  const place = answer.framework.places[1].id;
  await visit(page, site.address, 'indicator', { lang: 'it', indicator: one.id, place, by: one.by[0].join('|'), table: 'by-place', theme: 'dark' });
  const text = await page.locator('main').innerText();
  const somebody = await look(t, { locale: 'en-US' });
  await somebody.page.goto(page.url());
  await settled(somebody.page);
  assert.equal(await somebody.page.locator('main').innerText(), text);
  assert.equal(await somebody.page.locator('html').getAttribute('lang'), 'it');
  assert.equal(new URL(somebody.page.url()).search, new URL(page.url()).search);
});

test('the other language is one click away, with its own numbers', async t => {
  const { page } = await look(t);
  const share = answer.framework.indicators.find(one => one.unit === 'share' && one.place);
  await visit(page, site.address, 'indicator', { lang: 'en', indicator: share.id, period: 'all', table: 'by-place' });
  const table = page.locator('#figure-by-place table');
  const english = (await cells(table))[0][1];
  await page.getByRole('button', { name: 'IT', exact: true }).click();
  await page.waitForFunction(() => document.documentElement.lang === 'it');
  await settled(page);
  assert.equal(new URL(page.url()).searchParams.get('lang'), 'it');
  await table.waitFor();
  const italian = (await cells(table))[0][1];
  assert.match(english, /\d\.\d/);
  assert.equal(italian.replaceAll(/\s/g, ' '), english.replace('.', ',').replaceAll(/\s/g, ' '));
  assert.equal(await page.locator('h1').innerText(), share.label.it);
});

test('a number opens down to its rows', async t => {
  const { page } = await look(t);
  const one = answer.framework.indicators.find(one => one.unit === 'share' && one.place);
  await visit(page, site.address, 'indicator', { lang: 'en', indicator: one.id, period: 'all', table: 'by-place' });
  const button = page.locator('#figure-by-place tbody .cell-button').first();
  await button.click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  // The rows come from the engine, which is loading behind the page.
  await dialog.locator('table tbody tr').first().waitFor();
  assert.match(await dialog.innerText(), /rows? used/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('back and forward go through what was chosen', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'indicator', { lang: 'en' });
  const first = await page.locator('h1').innerText();
  const choice = page.getByRole('combobox', { name: 'Indicator' });
  const other = answer.framework.indicators.find(one => english(one.label) !== first);
  await choice.selectOption(other.id);
  await page.getByRole('heading', { level: 1, name: english(other.label) }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: first }).waitFor();
  await page.goForward();
  await page.getByRole('heading', { level: 1, name: english(indicator(other.id).label) }).waitFor();
});
