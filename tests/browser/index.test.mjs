// The index on the page Compare: one engine behind page and command line, weights by hand, parties, addresses, files,
// and data that are too few, too flat or too many.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration, dist, root } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { folderOf, indexed } from './lib/indexed.mjs';
import { LANGUAGES, THEMES, visit } from './lib/pages.mjs';
import { call, host, scratch, serve } from './lib/sites.mjs';

begin();

const index = page => page.locator('.index');
const headline = page => page.locator('main h1').innerText();

/** Waits until the comparison is whole: all draws, and what they depend on. */
const whole = page => page.locator('.index-figure[aria-busy="false"]').waitFor();

/** The file of the figure with scores and positions: its first seven columns, and all of it. */
async function file(page) {
  const menu = page.locator('#figure-index details.menu');
  await menu.locator('summary').click();
  const [download] = await Promise.all([page.waitForEvent('download'), menu.getByRole('button').nth(2).click()]);
  const text = readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, '').trim();
  const rows = text.split('\r\n').map(line => line.split(','));
  return { seven: rows.map(row => row.slice(0, 7).join(',')), rows };
}

const told = async (...words) => (await call('compare', demonstration, '--index', 'inclusion', ...words)).trim().split('\n');

const order = async page => (await file(page)).rows.slice(1).map(row => row[0]);

test('the page has the digits of the command line, for the index and for each party', async t => {
  const { page, complaints } = await look(t);
  for (const party of [null, 'network', 'foundation', 'assembly']) {
    await visit(page, site.address, 'compare', party ? { party } : {});
    await whole(page);
    assert.deepEqual((await file(page)).seven, await told(...(party ? ['--party', party] : [])), `party ${party}`);
  }
  assert.deepEqual(complaints, []);
});

test('a party is chosen by a button, and other draws by their numbers', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare');
  await whole(page);
  await index(page).getByRole('button', { name: "Residents' assembly" }).click();
  await page.waitForURL(/party=assembly/);
  await whole(page);
  assert.deepEqual((await file(page)).seven, await told('--party', 'assembly'));
  await page.locator('.varied > summary').click();
  await page.getByRole('checkbox', { name: /Weights, around/ }).uncheck();
  await page.getByLabel('Draws', { exact: true }).fill('700');
  await page.getByLabel('Draws', { exact: true }).press('Tab');
  await page.getByLabel('Seed', { exact: true }).fill('5');
  await page.getByLabel('Seed', { exact: true }).press('Tab');
  await page.waitForURL(/vary=sampling&draws=700&seed=5/);
  await page.getByText('700 draws, seed 5: the same on every machine.').waitFor();
  const expected = await told('--party', 'assembly', '--vary', 'sampling', '--draws', '700', '--seed', '5');
  assert.deepEqual((await file(page)).seven, expected);
  assert.match(await page.locator('.varied > summary').innerText(), /errors of the values.*700 draws, seed 5/s);
});

test('errors may go together, and the page says how far', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { vary: 'sampling' });
  await whole(page);
  await page.locator('.varied > summary').click();
  await page.getByText('are drawn independently').waitFor();
  const field = page.getByLabel('Correlation of the errors', { exact: false });
  await field.fill('0.8');
  await field.press('Tab');
  await page.waitForURL(/r=0\.8/);
  await page.getByText('are drawn with a correlation of 0.8').waitFor();
  await whole(page);
  const expected = await told('--vary', 'sampling', '--correlation', '0.8');
  assert.deepEqual((await file(page)).seven, expected);
  assert.notDeepEqual(expected, await told('--vary', 'sampling'));
});

test('targets of a party are typed, change an index that is measured by them, and travel with the set', async t => {
  const files = indexed(6, 3);
  const target = at => `[[target]]\nindicator = "i${at}"\nbaseline = { period = "2020", value = 0.1 }\ntarget = { period = "2030", value = 0.9 }\n`;
  const party = '[[index.party]]\nid = "ours"\nlabel = { en = "Ours" }\ntargets = { i0 = 0.35 }\n';
  const framework = files['framework.toml'].replace('normalise = "minmax"', 'normalise = "distance_to_target"') + [0, 1, 2].map(target).join('');
  const folder = folderOf({ ...files, 'framework.toml': framework }, path.join(await scratch(t), 'bundle'));
  const agreed = folderOf({ ...files, 'framework.toml': framework + party }, path.join(await scratch(t), 'bundle'));
  const own = await serve(folder);
  t.after(own.stop);
  const { page } = await look(t);
  await visit(page, own.address, 'compare');
  await whole(page);
  const before = (await file(page)).seven;
  await page.locator('.targets > summary').click();
  await page.getByText('measured by its distance to its target').waitFor();
  const field = page.getByLabel('Target of Indicator 0');
  assert.equal(await field.inputValue(), '0.9');
  await field.fill('0.35');
  await field.press('Tab');
  await page.waitForURL(/t=i0:0\.35/);
  await whole(page);
  const csv = await call('compare', agreed, '--index', 'all', '--party', 'ours');
  const after = (await file(page)).seven;
  assert.deepEqual(after, csv.trim().split('\n'));
  assert.notDeepEqual(after, before);
  await page.getByText('Keep, save or open a set of weights').click();
  await page.getByLabel('Name', { exact: true }).fill('Ours');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as a file' }).click()]);
  assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')).targets, { i0: 0.35 });
  // Kept as a party's, it stands beside what was agreed.
  await page.getByRole('button', { name: 'Keep', exact: false }).first().click();
  await page.waitForURL(/set=Ours/);
  await page.locator('.target', { hasText: 'Indicator 0' }).getByText('Ours: 35.0').waitFor();
});

test('a map is about one indicator, so the index stands with the table alone; places can be singled out everywhere', async t => {
  const { page } = await look(t);
  for (const [view, there] of [[null, 1], ['map', 0], ['funnel', 0], ['heat', 0], ['side', 0]]) {
    await visit(page, site.address, 'compare', view ? { view } : {});
    assert.equal(await page.locator('.index').count(), there, `${view}`);
    assert.equal(await page.locator('main h1').count(), 1, `${view}`);
    const chip = page.locator('fieldset.places').getByRole('button', { name: 'Braga' });
    await chip.click();
    await page.waitForURL(/place=braga/);
    assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  }
});

test('weights by keyboard change the order, the address carries them, and Back and Undo take them back', async t => {
  const { page, context } = await look(t);
  await visit(page, site.address, 'compare');
  await whole(page);
  const first = await order(page);
  const slider = page.getByRole('slider', { name: 'Home' });
  assert.match(await slider.getAttribute('aria-valuetext'), /^3, which is 30\s%/);
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/w=employment:3,home:3.5,learning:2,people:2/);
  for (const name of ['Work', 'Learning', 'People']) {
    await page.getByRole('slider', { name }).focus();
    await page.keyboard.press('Home');
  }
  await page.waitForURL(/w=employment:0,home:3.5,learning:0,people:0/);
  await page.locator('.weight .share', { hasText: /^100\s%/ }).waitFor();
  await whole(page);
  const second = await order(page);
  assert.notDeepEqual(second, first);
  assert.match(await slider.getAttribute('aria-valuetext'), /100\s% of the index/);
  assert.equal(await index(page).getByRole('button', { name: 'My weights' }).getAttribute('aria-pressed'), 'true');

  // Whoever is sent the address sees the same.
  const other = await context.newPage();
  await other.goto(page.url());
  await whole(other);
  await other.locator('#figure-index .chart').waitFor();
  assert.equal(await headline(other), await headline(page));
  assert.deepEqual((await file(other)).rows, (await file(page)).rows);
  await other.close();

  // A number, too, and a comma in it.
  await page.getByRole('spinbutton', { name: 'Work, weight' }).fill('2.25');
  await page.keyboard.press('Tab');
  await page.waitForURL(/employment:2.25/);
  await index(page).getByRole('button', { name: 'Undo' }).click();
  await page.waitForURL(/employment:0,/);
  await page.goBack();
  await page.waitForURL(/employment:2.25/);
  await index(page).getByRole('button', { name: 'Equal weights' }).click();
  await page.waitForURL(/w=employment:1,home:1,learning:1,people:1/);
  await index(page).getByRole('button', { name: 'As published' }).click();
  await page.waitForURL(url => !url.searchParams.has('w'));
  await whole(page);
  assert.deepEqual(await order(page), first);
});

test('weights by order of importance', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare');
  await page.getByText('Weights by order of importance').click();
  await page.getByRole('button', { name: 'Home: more important' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/w=employment:3,home:4,learning:2,people:1/);
  assert.match(await page.locator('.weigh [role="status"]').innerText(), /Home is now number 1/);
});

test('a set of weights travels as a file and stands beside the parties', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { w: 'employment:0,home:9,learning:0,people:1' });
  await whole(page);
  await page.getByText('Keep, save or open a set of weights').click();
  await page.getByLabel('Name', { exact: true }).fill('Neighbours');
  const save = page.getByRole('button', { name: 'Save as a file' });
  const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
  assert.equal(download.suggestedFilename(), 'inclusion-weights.json');
  const text = readFileSync(await download.path(), 'utf8');
  assert.deepEqual(JSON.parse(text).pillars, { employment: 0, home: 9, learning: 0, people: 1 });

  const folder = await scratch(t);
  const saved = path.join(folder, 'ours.json');
  writeFileSync(saved, text);
  writeFileSync(path.join(folder, 'other.json'), text.replace('"inclusion"', '"wealth"'));
  await visit(page, site.address, 'compare');
  await whole(page);
  await page.getByText('Keep, save or open a set of weights').click();
  await page.locator('#weights-file').setInputFiles(path.join(folder, 'other.json'));
  await page.getByText('This file weighs another index: wealth.').waitFor();
  await page.locator('#weights-file').setInputFiles(saved);
  const button = index(page).getByRole('button', { name: 'Neighbours' });
  await button.waitFor();
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await page.waitForURL(/set=Neighbours/);
  await whole(page);
  // It is a party like the others now.
  await page.locator('.proposal th', { hasText: 'Neighbours' }).first().waitFor();
  await page.getByRole('button', { name: 'Remove this set' }).click();
  await button.waitFor({ state: 'detached' });
});

test('parties meet: what matters, and weights that can be tried', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare');
  await whole(page);
  const json = JSON.parse(await call('compare', demonstration, '--index', 'inclusion', '--json'));
  const share = Math.round(json.agreed_pairs * 100);
  assert.match(await page.locator('.parties .told').first().innerText(), new RegExp(`${share}\\s%`));
  const least = json.proposals.find(one => one.kind === 'least_regret');
  await page.getByRole('button', { name: 'Try these weights' }).nth(1).click();
  await page.waitForURL(/w=/);
  const weights = new URL(page.url()).searchParams.get('w').split(',').map(pair => pair.split(':'));
  for (const [id, weight] of weights) assert.equal(Number(weight), least.set.pillars[id], id);
});

test('a site without rows still weighs: by the numbers that were published', async t => {
  const folder = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', folder);
  const published = await host({ '/x/': folder });
  t.after(published.stop);
  const { page, complaints, outside } = await look(t);
  await visit(page, `${published.address}/x/`, 'compare');
  await whole(page);
  assert.deepEqual((await file(page)).seven, await told());
  const asked = { w: 'employment:1,home:6,learning:1,people:2' };
  await visit(page, `${published.address}/x/`, 'compare', asked);
  await page.locator('#figure-index').waitFor();
  await whole(page);
  const without = await file(page);
  await visit(page, site.address, 'compare', asked);
  await page.locator('#figure-index').waitFor();
  await whole(page);
  assert.deepEqual(without.rows, (await file(page)).rows, 'to the last digit');
  assert.deepEqual(complaints, []);
  assert.deepEqual(outside, []);
});

test('the published index stands without any engine', async t => {
  const { page } = await look(t);
  await page.route(/worker/, route => route.abort());
  await visit(page, site.address, 'compare');
  await whole(page);
  assert.deepEqual((await file(page)).seven, await told());
});

for (const lang of LANGUAGES) {
  for (const theme of THEMES) {
    test(`every part, opened, in ${lang}, ${theme}: nothing to complain about`, async t => {
      for (const width of [1280, 390]) {
        const { page, complaints } = await look(t, { colorScheme: theme, viewport: { width, height: 900 } });
        await visit(page, site.address, 'compare', { lang, theme, w: 'employment:1,home:4,learning:2,people:2' });
        await page.locator('#figure-index').waitFor();
        await whole(page);
        await page.evaluate(() => document.querySelectorAll('.index details.inside').forEach(one => { one.open = true; }));
        await page.locator('#figure-ahead').waitFor();
        assert.deepEqual(await faults(page), [], `at ${width}`);
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window, `${wide} pixels wide at ${window}`);
        assert.deepEqual(complaints, []);
      }
    });
  }
}

/** A made-up bundle, served; its Compare page, when the comparison is whole. */
async function made(t, files, query = {}) {
  const own = await serve(folderOf(files, path.join(await scratch(t), 'bundle')));
  t.after(own.stop);
  const seat = await look(t);
  await visit(seat.page, own.address, 'compare', query);
  await seat.page.locator('.index-scores .figure').first().waitFor();
  await whole(seat.page);
  assert.deepEqual(seat.complaints, []);
  return seat.page;
}

test('one place has no order', async t => {
  const page = await made(t, indexed(1, 2));
  assert.match(await page.locator('.notes').innerText(), /fewer than two places/);
  assert.match(await headline(page), /No place|only place/);
});

test('an indicator that is the same everywhere is named, and its weight goes to the others', async t => {
  const page = await made(t, indexed(6, 3, { change: (place, at, value) => (at === 1 ? [30, 60] : value) }));
  assert.match(await page.locator('.notes').innerText(), /Indicator 1: the same in all places/);
  assert.equal(await page.locator('#figure-index [data-mark]').count(), 6);
});

test('weights that are all zero are said to be', async t => {
  const page = await made(t, indexed(6, 6), { w: 'pillar0:0,pillar1:0' });
  assert.match(await headline(page), /Every weight is zero/);
  await page.getByRole('slider', { name: 'Pillar 0' }).focus();
  await page.keyboard.press('End');
  await page.waitForURL(/pillar0:1/);
  await page.waitForFunction(() => !/zero/.test(document.querySelector('main h1').innerText));
});

test('a place with too little is left out by name', async t => {
  const page = await made(t, indexed(6, 10, { change: (place, at, value) => (place === 2 && at > 4 ? ['', ''] : value) }));
  assert.match(await page.locator('.notes').innerText(), /P003: 50\.0\s% of the index stands on values; 65\.0\s% is asked for/);
  assert.equal(await page.locator('#figure-index [data-mark]').count(), 5);
});

test('two hundred places: forty at first, all of them when asked', async t => {
  const page = await made(t, indexed(200, 6));
  assert.equal(await page.locator('#figure-index [data-mark]').count(), 40);
  await page.locator('.index-scores').getByRole('button', { name: /Show all 200/ }).click();
  await page.waitForFunction(() => document.querySelectorAll('#figure-index [data-mark]').length === 200);
  assert.equal((await file(page)).rows.length, 201);
});

test('the worker shows the first draws, ends with the digits of the command line, and lets itself be called off', async t => {
  const bench = await host({ '/dist/': dist, '/lib/': path.join(root, 'tests/browser/lib') });
  t.after(bench.stop);
  const { page } = await look(t);
  await page.goto(`${bench.address}/lib/blank.html`);
  const files = indexed(20, 20);
  const found = await page.evaluate(async files => {
    const { connect } = await import('/lib/link.js');
    const link = await connect('/dist/worker_loader.js');
    const early = await link.ask({ weigh: { index: 'all' } });
    const bytes = Object.values(files).map(text => new TextEncoder().encode(text).buffer);
    await link.ask({ load: { names: Object.keys(files) } }, bytes);
    const unknown = await link.ask({ weigh: { index: 'nothing' } });
    const draws = [];
    const reply = await link.ask({ weigh: { index: 'all' } }, [], (told, kind) => kind === 'weighing' && draws.push(told.draws));
    const first = link.ask({ weigh: { index: 'all', draws: 100000 } });
    const second = link.ask({ weigh: { index: 'all', draws: 500, base: 0 } });
    link.worker.postMessage({ json: JSON.stringify({ ticket: 99, ask: { cancel: { ticket: first.ticket } } }) });
    return { early: early.told.message, unknown: unknown.told.message, draws, json: reply.json, called: (await first).kind, after: (await second).told.draws };
  }, files);
  assert.match(found.early, /nothing was loaded/);
  assert.match(found.unknown, /no such index/);
  assert.ok(found.draws[0] < 10_000 && found.draws.at(-1) === 10_000, String(found.draws));
  assert.equal(found.called, 'cancelled');
  assert.equal(found.after, 500);
  const folder = folderOf(files, path.join(await scratch(t), 'bundle'));
  const expected = JSON.parse(await call('compare', folder, '--index', 'all', '--json'));
  const reply = JSON.parse(found.json).told.weighed;
  // The command line puts the bundle's own remarks before those of the comparison, and its seal with the whole.
  assert.match(expected.seal.bundle, /^[0-9a-f]{64}$/);
  for (const one of [expected, reply]) { delete one.remarks; delete one.seal; }
  assert.deepEqual(reply, expected);
});
