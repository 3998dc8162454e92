// A city official finds her city, its peers and what the page depends on; Compare is sorted by keyboard, its map and
// its rows are tied, its file equals the screen; a shared address shows the same, under a sub-path as well.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { assertShows } from './lib/numbers.mjs';
import { LANGUAGES, THEMES, settled, visit } from './lib/pages.mjs';
import { call, host, scratch, serve } from './lib/sites.mjs';

let places;
let answer;
begin(async () => {
  places = await (await fetch(new URL('bundle/places.json', site.address))).json();
  answer = await (await fetch(new URL('bundle/answer.json', site.address))).json();
});

const english = text => text.en ?? text[''] ?? Object.values(text)[0];
const nameOf = id => english(answer.framework.places.find(one => one.id === id)?.label ?? id);
const beside = id => places.places.find(one => one.place === id);

test('a city is found by name, and its page tells what the engine found', async t => {
  const { page, complaints, outside } = await look(t);
  await visit(page, site.address, 'overview', { lang: 'en' });
  await page.getByRole('link', { name: 'Places', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Which place?' }).waitFor();
  await page.getByLabel('Find a place by name').fill('brag');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Braga' }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('place'), 'braga');

  const braga = beside('braga');
  const peers = await page.locator('.peer-list li a').allInnerTexts();
  assert.deepEqual(peers, braga.peers.map(peer => nameOf(peer.place)));
  const index = braga.indexes[0];
  if (index.rank) assert.equal(await page.locator('.rank-now .big').innerText(), `${index.rank} of ${places.indexes[0].ranked}`);

  const rows = page.locator('.beside-peers tbody tr');
  assert.equal(await rows.count(), places.indicators.length);
  const words = { better: 'clearly better', worse: 'clearly worse', alike: 'no clear difference', no_interval: 'no interval, no claim', few_peers: 'too few peers', no_value: 'no value', higher: 'clearly higher', lower: 'clearly lower' };
  for (const [at, cell] of braga.cells.entries()) {
    const row = rows.nth(at);
    assert.ok((await row.locator('.verdict').innerText()).includes(words[cell.beside]), places.indicators[at].id);
    if (typeof cell.value === 'number') assertShows(await row.locator('td').first().innerText(), cell.value, places.indicators[at].id);
    if (cell.usual) assertShows(await row.locator('td').nth(2).innerText(), cell.usual[1], `median of ${places.indicators[at].id}`);
  }
  const better = braga.cells.filter(cell => cell.beside === 'better').length;
  assert.equal(await page.locator('.side').first().locator('li').count(), Math.min(better, 5));
  assert.equal(await page.locator('.partnerships tbody tr').count(), braga.partnerships.length);
  assert.deepEqual([complaints, outside], [[], []]);
});

test('other peers are chosen by keyboard, stand in the address, and come from the engine', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'place', { lang: 'en', place: 'torino' });
  const before = await page.locator('.peer-list li a').allInnerTexts();
  await page.getByText('Choose what makes places alike').click();
  const label = english(answer.framework.indicators.find(one => one.id === 'neet').label);
  await page.getByRole('button', { name: `Less: weight of ${label}` }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.searchParams.has('context'));
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.searchParams.getAll('context').every(part => !part.startsWith('neet:')));
  const most = page.getByLabel('How many peers at most', { exact: true });
  await most.fill('3');
  await most.press('Tab');
  await page.waitForFunction(() => document.querySelectorAll('.peer-list li').length === 3);
  assert.equal(new URL(page.url()).searchParams.get('peers'), '3');
  const after = await page.locator('.peer-list li a').allInnerTexts();
  assert.notDeepEqual(after, before.slice(0, 3), 'without its heaviest variable the nearest are others');

  // A shared address shows the same to somebody else.
  const somebody = await look(t, { locale: 'it-IT' });
  await somebody.page.goto(page.url());
  await settled(somebody.page);
  await somebody.page.waitForFunction(() => document.querySelectorAll('.peer-list li').length === 3);
  assert.deepEqual(await somebody.page.locator('.peer-list li a').allInnerTexts(), after);
  await page.getByRole('button', { name: 'As the framework has it' }).click();
  await page.waitForFunction(count => document.querySelectorAll('.peer-list li').length === count, before.length);
  assert.deepEqual(await page.locator('.peer-list li a').allInnerTexts(), before);
});

test('the table is sorted by keyboard, and says so', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { lang: 'en' });
  const heads = page.locator('.matrix thead th');
  const head = heads.nth(1);
  await head.locator('button').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.searchParams.has('sort'));
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  const values = () => page.locator('.matrix tbody tr:not(.totals) td:nth-child(2) .cell-button').evaluateAll(
    all => all.map(one => Number(one.textContent.replaceAll(/[^\d.−-]/g, '').replace('−', '-'))),
  );
  const down = await values();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('.matrix thead th')[1].getAttribute('aria-sort') === 'ascending');
  const up = await values();
  assert.deepEqual(up, [...up].sort((a, b) => a - b));
  assert.equal(await page.evaluate(() => document.activeElement.closest('th')?.getAttribute('aria-sort')), 'ascending', 'the focus stays');
});

test('the file of the table equals the screen, totals and medians included', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { lang: 'en', sort: '-work' });
  await page.locator('.matrix tr.totals').nth(1).waitFor();
  await page.locator('.menu summary', { hasText: 'Download' }).last().click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Values shown, CSV' }).click(),
  ]);
  const text = (await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '');
  const [head, ...lines] = text.trim().split('\r\n').map(line => line.split(','));
  const column = name => head.indexOf(name);
  const columns = await page.locator('.matrix thead th').count() - 1;
  const rows = await page.locator('.matrix tbody tr').count();
  const of = kind => lines.filter(line => line[0] === kind);
  assert.equal(of('all_together').length, columns);
  assert.ok(of('median').length > 0);
  assert.equal(of('place').length, columns * (rows - 2));
  const shown = await page.locator('.matrix tbody tr.totals').first().locator('td').allInnerTexts();
  for (const [at, line] of of('all_together').entries()) assertShows(shown[at], Number(line[column('value')]), line[column('indicator')]);
  const first = of('place').slice(0, columns);
  const cells = await page.locator('.matrix tbody tr:not(.totals)').first().locator('td .found').allInnerTexts();
  for (const [at, line] of first.entries()) if (line[column('value')] !== '') assertShows(cells[at], Number(line[column('value')]), line[column('indicator')]);
});

test('a row and its point on the map are chosen together', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { lang: 'en', view: 'map' });
  await page.locator('#figure-map svg.chart').waitFor();
  const bold = () => page.locator('#figure-map text.bold').allTextContents();
  assert.deepEqual(await bold(), []);
  await page.getByRole('button', { name: 'Single out Braga' }).click();
  await page.waitForURL(url => url.searchParams.getAll('place').includes('braga'));
  await page.locator('#figure-map text.bold').waitFor();
  assert.match((await bold())[0], /Braga/);
  assert.equal(await page.locator('.matrix tr.chosen').count(), 1);
  // And by the map, with the keyboard.
  await page.locator('#figure-map .plate-scroll').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.searchParams.getAll('place').length === 2);
  await page.waitForFunction(() => document.querySelectorAll('.matrix tr.chosen').length === 2);
});

test('two to six places side by side stand in the address', async t => {
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'place', { lang: 'en', place: 'braga' });
  await page.getByRole('link', { name: 'Side by side with its peers' }).click();
  await page.locator('.side-block').first().waitFor();
  const query = new URL(page.url()).searchParams;
  assert.equal(query.get('view'), 'side');
  assert.deepEqual(query.getAll('place'), ['braga', ...beside('braga').peers.map(peer => peer.place)].slice(0, 6));
  assert.ok(await page.locator('.side-block svg.chart').count() >= 4);
  await page.goto(new URL('compare/?view=side&place=braga&lang=en', site.address).href);
  await page.getByText('Choose two places or more.').waitFor();
  await page.locator('fieldset.places button', { hasText: 'Turin' }).click();
  await page.locator('.side-block').first().waitFor();
  assert.deepEqual(complaints, []);
});

test('a funnel plot names what lies outside', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { lang: 'en', view: 'funnel', show: 'work' });
  await page.locator('#figure-funnel svg.chart').waitFor();
  const at = places.indicators.findIndex(one => one.id === 'work');
  const outside = places.places.filter(one => one.cells[at].beyond);
  const named = (await page.locator('#figure-funnel g.point text').allTextContents()).length;
  assert.ok(named <= outside.length);
  assert.equal(await page.locator('#figure-funnel g.point rect').count(), outside.length);
});

const SHOWN = [
  ['place', {}], ['place', { place: 'torino' }], ['compare', { view: 'map', place: 'braga' }], ['compare', { view: 'funnel', show: 'work' }],
  ['compare', { view: 'side', place: 'braga' }], ['compare', { course: '1', line: 'peers', sort: '-work' }],
];

for (const [name, query] of SHOWN) {
  for (const lang of LANGUAGES) {
    for (const theme of THEMES) {
      test(`${name} ${JSON.stringify(query)} in ${lang}, ${theme}: nothing to complain about`, async t => {
        const { page, outside, complaints } = await look(t, { colorScheme: theme });
        await visit(page, site.address, name, { lang, theme, ...query });
        if (query.view === 'side') await page.locator('fieldset.places button', { hasText: lang === 'en' ? 'Turin' : 'Torino' }).click();
        await page.locator('main svg').first().waitFor();
        for (const folded of await page.locator('details.variables summary').all()) await folded.click();
        assert.deepEqual(await faults(page), []);
        await page.setViewportSize({ width: 390, height: 844 });
        await page.waitForTimeout(300);
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window, `${wide} pixels wide`);
        assert.deepEqual([outside, complaints], [[], []]);
      });
    }
  }
}

test('a profile is two pages of A4', async t => {
  const { page } = await look(t);
  for (const place of ['torino', 'paris', 'baia-mare']) {
    await visit(page, site.address, 'place', { lang: 'it', place });
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g).length;
    assert.equal(pages, 2, place);
  }
});

test('published without rows and under a sub-path the profile is there, and reloads', async t => {
  const folder = await scratch(t);
  await call('publish', demonstration, '-o', path.join(folder, 'site'));
  const away = await host({ '/deep/down/': path.join(folder, 'site') });
  t.after(away.stop);
  const { page, complaints } = await look(t);
  await page.goto(`${away.address}/deep/down/place/?place=milano&lang=it`);
  await settled(page);
  assert.equal(await page.locator('h1').innerText(), 'Milano');
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('.peer-list li').count(), 5);
  await page.getByRole('combobox', { name: 'Un altro luogo' }).selectOption('paris');
  await page.getByRole('heading', { level: 1, name: 'Parigi' }).waitFor();
  assert.deepEqual(complaints, []);
});

/** A bundle of a few places, written for one test. */
async function bundle(t, rows, extra = '') {
  const folder = path.join(await scratch(t), 'bundle');
  await mkdir(folder);
  await writeFile(path.join(folder, 'a.csv'), `city,year,engaged,positive\n${rows.join('\n')}\n`);
  await writeFile(path.join(folder, 'framework.toml'), `[framework]
id = "small"
title = { en = "Small", it = "Piccolo" }
[[table]]
id = "a"
file = "a.csv"
[table.columns]
city = "city"
year = { header = "year", type = "period" }
engaged = { header = "engaged", type = "count" }
positive = { header = "positive", type = "count" }
[[indicator]]
id = "share"
label = { en = "Share", it = "Quota" }
table = "a"
numerator = "SUM(positive)"
denominator = "SUM(engaged)"
unit = "share"
interval = "wilson"
direction = "higher"
place = "city"
period = "year"
${extra}`);
  return folder;
}

test('one place alone, everything withheld, no context: designed, not broken', async t => {
  const alone = await serve(await bundle(t, ['Aosta,2024,100,40']));
  t.after(alone.stop);
  const { page, complaints } = await look(t);
  await visit(page, alone.address, 'place', { lang: 'en', place: 'Aosta' });
  await page.getByText('It is the only place in these data').first().waitFor();
  assert.deepEqual(await faults(page), []);

  const hidden = await serve(await bundle(t, ['Aosta,2024,3,1', 'Bari,2024,4,1', 'Como,2024,2,2']));
  t.after(hidden.stop);
  await visit(page, hidden.address, 'place', { lang: 'en', place: 'Bari' });
  await page.getByText('every value is missing or withheld').waitFor();
  assert.deepEqual(await faults(page), []);

  const plain = await serve(await bundle(t, ['Aosta,2024,100,40', 'Bari,2024,100,90', 'Como,2024,100,45', 'Dolo,2024,100,42']));
  t.after(plain.stop);
  await visit(page, plain.address, 'place', { lang: 'en', place: 'Bari' });
  await page.getByText('No context was chosen, so all 3 other places are its peers.').waitFor();
  await page.getByText('Clearly better than its peers in one of the indicators').waitFor();
  await visit(page, plain.address, 'place', { lang: 'en', place: 'Nowhere' });
  await page.getByText('There is no place “Nowhere” in these data.').waitFor();
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(complaints, []);
});

test('fifty places and twenty indicators remain usable', async t => {
  const rows = [];
  for (let city = 0; city < 50; city += 1) {
    for (const year of [2022, 2023, 2024]) rows.push(`City ${String(city).padStart(2, '0')},${year},${100 + city},${20 + (city * 7 + year) % 60}`);
  }
  const more = Array.from({ length: 19 }, (_, at) => `[[indicator]]
id = "more${at}"
label = { en = "Another ${at}", it = "Un altro ${at}" }
table = "a"
where = "positive > ${at}"
numerator = "SUM(positive)"
denominator = "SUM(engaged)"
unit = "share"
direction = "higher"
place = "city"
period = "year"
`).join('\n');
  const large = await serve(await bundle(t, rows, more));
  t.after(large.stop);
  const { page, complaints } = await look(t);
  const all = ['share', ...Array.from({ length: 19 }, (_, at) => `more${at}`)];
  const query = all.map(id => `indicator=${id}`).join('&');
  await page.goto(new URL(`compare/?lang=en&${query}`, large.address).href);
  await settled(page);
  assert.equal(await page.locator('.matrix tbody tr:not(.totals)').count(), 50);
  assert.equal(await page.locator('.matrix thead th').count(), 21);
  const began = Date.now();
  await page.locator('.matrix thead th').nth(1).locator('button').click();
  await page.waitForFunction(() => document.querySelectorAll('.matrix thead th')[1].getAttribute('aria-sort') === 'descending');
  const took = Date.now() - began;
  t.diagnostic(`sorted a thousand cells in ${took} ms`);
  assert.ok(took < 4000, `${took} ms`);
  assert.deepEqual(complaints, []);
});
