// One's own files in the browser: a whole folder of real data, a broken file, and everything by keyboard.
import assert from 'node:assert/strict';
import { cpSync, copyFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { countBy, readCsv } from './lib/csv.mjs';
import { demonstration, hard, indigo, indigoFramework, missingData } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { assertShows } from './lib/numbers.mjs';
import { settled, visit } from './lib/pages.mjs';
import { scratch } from './lib/sites.mjs';

begin();

async function looker(t) {
  const seat = await look(t);
  await visit(seat.page, site.address, 'data', { lang: 'en' });
  return seat;
}

/** Chooses a folder and has it read; waits for what comes of it. */
async function read(page, folder) {
  await page.locator('input#folder').setInputFiles(folder);
  await page.getByRole('button', { name: 'Read these files' }).click();
  await page.locator('.outcome').waitFor({ timeout: 120_000 });
}

/** Goes to another page within the site: the files live in this tab only. */
async function go(page, name) {
  await page.locator('header nav').getByRole('link', { name, exact: true }).click();
  await settled(page);
}

/** Changes the address without leaving the page, as a link within the site does. */
async function choose(page, query) {
  await page.evaluate(query => {
    const url = new URL(location.href);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const link = Object.assign(document.createElement('a'), { href: url.href, textContent: 'go' });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }, query);
  await settled(page);
}

test('the whole INDIGO folder goes through the browser, and its numbers stand on the screen', { skip: missingData(indigo) }, async t => {
  const folder = path.join(await scratch(t), 'indigo');
  cpSync(indigo, folder, { recursive: true });
  copyFileSync(indigoFramework, path.join(folder, 'framework.toml'));
  const { page, outside, complaints } = await looker(t);
  await read(page, folder);
  assert.match(await page.locator('.outcome').innerText(), /\d+ indicators can be worked out/);

  // By another road: where each project delivers, from the cells themselves.
  const places = new Map();
  for (const row of readCsv(path.join(indigo, 'projects_delivery_locations.csv'))) {
    const country = row['Location - Country - (Value)'].trim();
    const id = row['Project ID'].trim();
    if (!places.has(id)) places.set(id, new Set());
    if (country) places.get(id).add(country);
  }
  const projects = readCsv(path.join(indigo, 'projects.csv'));
  const country = ({ ID }) => {
    const found = [...(places.get(ID.trim()) ?? [])];
    return found.length > 1 ? 'several' : found[0] ?? '';
  };
  const byCountry = countBy(projects, country);
  const framework = readFileSync(indigoFramework, 'utf8');
  const label = code => framework.match(new RegExp(`id = "${code}"\\nlabel = \\{ en = "([^"]*)"`))?.[1] ?? code;

  await go(page, 'Compare');
  await choose(page, { indicator: 'projects', period: 'all', all: 'places' });
  const rows = await page.locator('table.m tbody tr').evaluateAll(
    rows => rows.map(row => [row.cells[0].innerText.trim(), row.cells[1].innerText.trim()]),
  );
  const shown = new Map(rows);
  const largest = [...byCountry].filter(([code]) => /^[A-Z]{2}$/.test(code)).sort((a, b) => b[1] - a[1]).slice(0, 5);
  assert.equal(largest.length, 5);
  for (const [code, count] of largest) {
    assert.ok(shown.has(label(code)), `${label(code)} among ${[...shown.keys()].join(', ')}`);
    assertShows(shown.get(label(code)), count, `projects in ${code}`);
  }
  assertShows(shown.get('All together'), projects.length, 'all projects');

  // And by stage, a breakdown.
  const byStage = countBy(projects, row => row['Stage of Development - (Value)'].trim());
  await go(page, 'Indicators');
  await choose(page, { indicator: 'projects', period: 'all', by: 'stage', table: 'by-group' });
  const table = page.locator('#figure-by-group table');
  await table.waitFor();
  const groups = await table.locator('tbody tr').evaluateAll(
    rows => rows.map(row => [[...row.querySelectorAll('th')].map(head => head.innerText.trim()), row.querySelector('td').innerText.trim()]),
  );
  for (const stage of ['Complete', 'Implementation']) {
    const row = groups.find(([heads]) => heads.includes(stage));
    assert.ok(row, `${stage} among ${JSON.stringify(groups)}`);
    assertShows(row[1], byStage.get(stage), `projects at stage ${stage}`);
  }
  assert.deepEqual(outside, []);
  assert.deepEqual(complaints, []);
});

test('a workbook is read in the browser as on the command line', async t => {
  const folder = await scratch(t);
  copyFileSync(path.join(hard, 'libreoffice.ods'), path.join(folder, 'libreoffice.ods'));
  writeFileSync(path.join(folder, 'framework.toml'), `[framework]
id = "towns"
title = "Towns"
[[table]]
id = "towns"
file = "libreoffice.ods"
minimum_group = 1
[table.columns]
town = "Comune"
rate = { header = "Tasso", type = "number" }
[[indicator]]
id = "rate"
label = { en = "Rate" }
table = "towns"
value = "SUM(rate)"
place = "town"
`);
  const { page, complaints } = await looker(t);
  await read(page, folder);
  await go(page, 'Compare');
  const rows = await page.locator('table.m tbody tr').evaluateAll(
    rows => rows.map(row => [row.cells[0].innerText.trim(), row.cells[1].innerText.trim()]),
  );
  const shown = new Map(rows);
  // As typed in the workbook: libreoffice.ods.expected.csv.
  assertShows(shown.get('Forlì'), 1.234, 'Forlì');
  assertShows(shown.get('Cantù'), 0.5, 'Cantù');
  assertShows(shown.get('All together'), 1.734, 'all');
  assert.deepEqual(complaints, []);
});

/** A copy of the demonstration with something broken in it. */
async function broken(t, name, change) {
  const folder = path.join(await scratch(t), 'bundle');
  cpSync(demonstration, folder, { recursive: true });
  const file = path.join(folder, name);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return folder;
}

test('a broken cell is told with its file, line and column', async t => {
  const folder = await broken(t, 'cohorts.csv', text => {
    const lines = text.split('\n');
    const engaged = lines[0].split(',').indexOf('engaged');
    const cells = lines[6].split(',');
    cells[engaged] = 'a dozen';
    lines[6] = cells.join(',');
    return lines.join('\n');
  });
  const { page, complaints } = await looker(t);
  await read(page, folder);
  for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
  const said = await page.locator('.said').innerText();
  assert.match(said, /cohorts\.csv:7 engaged/);
  assert.match(said, /"a dozen"/);
  // The rest is there all the same.
  await go(page, 'Overview');
  assert.ok(await page.locator('main svg').count() > 0);
  assert.deepEqual(complaints, []);
});

test('files that cannot be used get a clear word each, and the page goes on', async t => {
  const cases = {
    'cohorts.csv': [() => '', /cohorts\.csv/],
    'survey.csv': [text => text.split('\n')[0] + '\n', /survey\.csv/],
    'framework.toml': [() => 'this is = = not TOML', /framework\.toml/],
  };
  const { page, complaints } = await looker(t);
  for (const [name, [change, expected]] of Object.entries(cases)) {
    await read(page, await broken(t, name, change));
    for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
    assert.match(await page.locator('.said').innerText(), expected, name);
    await page.getByRole('button', { name: 'Clear the list' }).click();
  }
  assert.deepEqual(complaints, []);
});

test('a long reading shows how far it is, and can be stopped', async t => {
  const folder = await broken(t, 'cohorts.csv', text => {
    const [head, ...rows] = text.trimEnd().split('\n');
    return [head, ...Array.from({ length: 300 }, () => rows).flat()].join('\n') + '\n';
  });
  const { page } = await looker(t);
  await page.locator('input#folder').setInputFiles(folder);
  await page.getByRole('button', { name: 'Read these files' }).click();
  await page.getByRole('progressbar').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Read these files' }).waitFor();
  assert.equal(await page.locator('.outcome.good').count(), 0);
});

test('files that no tab can hold are refused with the advice, before anything is read', async t => {
  const at = path.join(await scratch(t), 'large.csv');
  writeFileSync(at, 'Comune;N\nTorino;1\n');
  // As large as it says, and nothing on the disk: no byte of it is to be read.
  truncateSync(at, 1_600_000_000);
  const { page, complaints } = await looker(t);
  await page.locator('input#files').setInputFiles(at);
  await page.getByText(/too large for a browser tab/).waitFor();
  assert.match(await page.locator('.chosen, main').first().innerText(), /esito check FOLDER/);
  assert.equal(await page.locator('#understand').count() + await page.locator('#read').count(), 0);
  // Out of the list, the page goes on.
  await page.getByRole('button', { name: 'Clear the list' }).click();
  await page.getByText(/too large for a browser tab/).waitFor({ state: 'detached' });
  assert.deepEqual(complaints, []);
});

/** Presses Tab until the focus is on something with this name. */
async function tabTo(page, name, role) {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const one = document.activeElement;
      return { name: (one.getAttribute('aria-label') ?? one.textContent).trim(), tag: one.tagName.toLowerCase() };
    });
    if ((name instanceof RegExp ? name.test(found.name) : found.name === name) && (!role || found.tag === role)) return;
  }
  assert.fail(`no way to ${name} by keyboard`);
}

test('from files to a comparison by keyboard alone', async t => {
  const { page } = await looker(t);
  // Listened for from the start: Chromium is told some time later that a program answers its chooser.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, 'Choose files', 'button');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(readdirSync(demonstration).filter(name => /\.(csv|toml)$/.test(name)).map(name => path.join(demonstration, name)));
  await tabTo(page, 'Read these files', 'button');
  await page.keyboard.press('Enter');
  await page.locator('.outcome.good').waitFor();
  await tabTo(page, 'Compare', 'a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/compare\//);
  await settled(page);
  const heads = page.locator('.matrix thead th');
  await heads.nth(1).waitFor();
  const name = (await heads.nth(1).locator('button').innerText()).trim();
  await tabTo(page, new RegExp(`^${name.slice(0, 20).replaceAll(/[^\w ]/g, '.')}`), 'button');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.searchParams.has('sort'));
  assert.equal(await heads.nth(1).getAttribute('aria-sort'), 'descending');
  // The ring that shows where one is.
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, 'none');
});
