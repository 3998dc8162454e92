// A file as a funder has it: asked about, confirmed by keyboard, computed, kept, compared, mended and put back.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { hard } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { LANGUAGES, THEMES, settled, visit } from './lib/pages.mjs';
import { call, scratch } from './lib/sites.mjs';
import { inflated, stored } from './lib/zips.mjs';

begin();

async function looker(t, query = { lang: 'en' }, options = {}) {
  const seat = await look(t, options);
  await visit(seat.page, site.address, 'data', query);
  return seat;
}

/** Titles above, semicolons, decimal commas, dates that can be read two ways, two spellings, two codes, a bad cell. */
const ROWS = [
  ['Torino', '03/04/2023', '12', '45,5', '001', 'a@esempio.it'],
  ['Turin', '04/05/2023', '7', '51,25', '1', 'b@esempio.it'],
  ['Milano', '05/06/2023', '21', '38,0', '020', 'c@esempio.it'],
  ['Milano', '06/07/2024', 'dodici', '40,0', '021', 'd@esempio.it'],
  ['Torino', '02/01/2024', '9', '41,75', '001', 'e@esempio.it'],
];
function italian(rows = ROWS) {
  const lines = ['Esiti del programma;;;;;', 'Fonte: Comune, elaborazione 2025;;;;;', '', 'Comune;Data avvio;Partecipanti;Tasso;Codice;E-mail'];
  return [...lines, ...rows.map(row => row.join(';'))].join('\r\n') + '\r\n';
}

async function file(t, text, name = 'esiti.csv') {
  const at = path.join(await scratch(t), name);
  writeFileSync(at, text);
  return at;
}

async function choose(page, at) {
  await page.locator('input#files').setInputFiles(at);
  await page.locator('#understand').click();
  await page.locator('#confirm').waitFor();
}

/** Presses a key until the focus is on something that fits. */
async function tabTo(page, fits, key = 'Tab') {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate(`(() => { const one = document.activeElement; return ${fits}; })()`)) return;
  }
  assert.fail(`no way to ${fits} by keyboard`);
}

/** Answers every open question with its first answer, by keyboard alone. */
async function answerAll(page) {
  for (let left = 20; left > 0; left -= 1) {
    const open = await page.locator('.asked.unanswered').count();
    if (open === 0) return;
    await page.getByRole('button', { name: 'Go to the next question' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.waitForFunction(before => document.querySelectorAll('.asked.unanswered').length < before, open);
  }
  assert.fail('questions stay open');
}

const sample = (page, header) => page.locator('.column', { has: page.getByRole('heading', { name: header, exact: true }) });
async function afterCells(page, header) {
  return (await sample(page, header).locator('td.after').allInnerTexts()).map(text => text.replace('→', '').trim());
}

/** Takes the number of people for a count: the cell that is none is then asked about. */
async function takeForCount(page) {
  const column = sample(page, 'Partecipanti');
  await column.locator('select').selectOption('count');
  await column.locator('.asked').waitFor();
}

/** Takes the number of people for a count, answers everything, has the figures worked out. */
async function confirmItalian(page) {
  await takeForCount(page);
  await answerAll(page);
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.locator('.outcome.good').waitFor();
  await page.getByText(/Kept in this browser as version/).waitFor();
}

async function compared(page) {
  await page.locator('header nav').getByRole('link', { name: 'Compare', exact: true }).click();
  await settled(page);
  const url = new URL(page.url());
  url.searchParams.set('indicator', 'partecipanti');
  url.searchParams.set('period', 'all');
  url.searchParams.set('all', 'places');
  await page.evaluate(href => {
    const link = Object.assign(document.createElement('a'), { href, textContent: 'go' });
    document.querySelector('main').append(link);
    link.click();
    link.remove();
  }, url.href);
  await page.locator('table.m tbody tr').first().waitFor();
  await settled(page);
  // The value itself: beside it may stand how many of its rows are complete.
  return new Map(await page.locator('table.m tbody tr').evaluateAll(rows => {
    const value = cell => (cell.querySelector('.cell-button') ?? cell).innerText.trim();
    return rows.map(row => [row.cells[0].innerText.trim(), value(row.cells[1])]);
  }));
}

/** By another road: the sum of people by place, Turin being Torino, from the rows as typed above. */
function byHand(rows) {
  const sums = new Map();
  for (const [place, , people] of rows) {
    if (!/^\d+$/.test(people)) continue;
    for (const key of [place === 'Turin' ? 'Torino' : place, 'All together']) {
      sums.set(key, (sums.get(key) ?? 0) + Number(people));
    }
  }
  return sums;
}

test('an Italian file is asked about, confirmed by keyboard, and its values stand on the screen', async t => {
  const { page, outside, complaints } = await looker(t);
  await choose(page, await file(t, italian()));

  // What was recognised is shown.
  const facts = await page.locator('.file').innerText();
  assert.equal(await page.locator('.header-line').inputValue(), '4');
  for (const said of ['semicolon', '5 rows', 'Esiti del programma']) assert.ok(facts.includes(said), `${said} in ${facts}`);
  // The personal column is masked.
  assert.ok(!facts.includes('a@esempio.it') && /•@•••••••\.••/.test(facts));
  // The decimal comma is certain and not asked.
  assert.deepEqual(await afterCells(page, 'Tasso'), ['45.5', '51.25', '38']);

  // By keyboard: the month first, and the preview follows at once.
  await tabTo(page, `one.type === 'radio' && one.closest('fieldset').textContent.includes('day or with the month')`);
  await page.keyboard.press('Space');
  await page.waitForFunction(() => [...document.querySelectorAll('td.after')].some(cell => cell.innerText.includes('3 April 2023')));
  assert.deepEqual((await afterCells(page, 'Data avvio'))[0], '3 April 2023');
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction(() => [...document.querySelectorAll('td.after')].some(cell => cell.innerText.includes('4 March 2023')));
  // The focus is still there, and the way back.
  assert.equal(await page.evaluate(() => document.activeElement.type), 'radio');
  await page.keyboard.press('ArrowUp');
  await page.waitForFunction(() => [...document.querySelectorAll('td.after')].some(cell => cell.innerText.includes('3 April 2023')));

  // Nothing is computed while a question is open: the button leads to it.
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  assert.ok(await page.evaluate(() => document.activeElement.closest('.asked.unanswered') !== null));
  await confirmItalian(page);

  // Rows in = rows used + rows with something to mend.
  const ledger = (await page.locator('.ledger tbody tr td.number').allInnerTexts()).map(Number);
  assert.deepEqual(ledger, [5, 4, 1]);

  const shown = await compared(page);
  for (const [place, people] of byHand(ROWS)) assert.equal(shown.get(place), String(people), place);
  assert.ok(!shown.has('Turin'));

  // Another road: the saved framework on the command line.
  assert.deepEqual(outside, []);
  assert.deepEqual(complaints, []);
});

test('encoding, delimiter and header are guesses with a reason, changed by keyboard, and stand in the framework', async t => {
  const { page, complaints } = await looker(t);
  // Written by DOS, and one more title that looks like a header.
  const text = Buffer.from('Esiti;2024\r\nComune;Partecipanti\r\nForl\x8D;12\r\nCant\x97;7\r\n', 'latin1');
  await choose(page, await file(t, text));
  const choices = page.locator('.reading-choices');
  assert.match(await choices.innerText(), /IBM850 \(found out\)/);
  assert.equal((await choices.locator('.why').allInnerTexts()).filter(why => why.length > 10).length, 3);
  const first = () => page.locator('.column td.before').first().innerText();

  // The header is one line lower; the preview follows, and the focus goes on.
  await page.locator('.header-line').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('2');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('.header-line').value === '2');
  await page.locator('.columns h4', { hasText: 'Partecipanti' }).waitFor();
  await page.waitForFunction(() => document.querySelector('.column td.before').innerText === 'Forlì');

  // Another encoding: other letters at once.
  await page.locator('select.encoding').focus();
  await page.keyboard.type('Windows-1250');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('.column td.before').innerText !== 'Forlì');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'encoding');
  assert.match(await choices.innerText(), /You chose this/);
  await page.locator('select.encoding').selectOption('IBM850');
  await page.waitForFunction(() => document.querySelector('.column td.before').innerText === 'Forlì');
  await page.locator('select.delimiter').selectOption({ label: 'semicolon' });
  await page.waitForFunction(() => [...document.querySelectorAll('.guess .why')].every(why => why.innerText === 'You chose this.'));
  assert.equal(await first(), 'Forlì');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as framework.toml' }).click();
  const framework = readFileSync(await (await saved).path(), 'utf8');
  for (const key of ['encoding = "IBM850"', 'delimiter = ";"', 'header = [2]']) assert.ok(framework.includes(key), framework);
  assert.deepEqual(complaints, []);
});

test('a workbook of several sheets says why each was taken or left out', async t => {
  for (const [lang, taken, hidden] of [
    ['en', 'Dati 2020: taken: the first with several columns, a header and rows', 'Vecchio: left out: it is hidden'],
    ['it', 'Dati 2020: preso: è il primo con più colonne, un\'intestazione e delle righe', 'Vecchio: escluso: è nascosto'],
  ]) {
    const seat = await looker(t, { lang });
    await choose(seat.page, path.join(hard, 'several-sheets.xlsx'));
    const whys = await seat.page.locator('.sheets li').allInnerTexts();
    assert.equal(whys.length, 6);
    assert.ok(whys.includes(taken) && whys.includes(hidden), whys.join('; '));
    // Another sheet is chosen, and then that is why.
    await seat.page.locator('.choice-line select').first().selectOption('Dati 2019');
    await seat.page.locator('.sheets li.taken', { hasText: 'Dati 2019' }).waitFor();
    assert.deepEqual(await faults(seat.page), []);
    assert.deepEqual(seat.complaints, []);
  }
});

test('remarks are filtered by column', async t => {
  const { page } = await looker(t);
  await choose(page, await file(t, italian()));
  await takeForCount(page);
  await answerAll(page);
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.locator('.outcome.good').waitFor();
  const by = page.locator('.by-column select');
  await by.selectOption('esiti.csv Partecipanti');
  await page.waitForFunction(() => new URL(location.href).searchParams.get('column') === 'esiti.csv Partecipanti');
  for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
  for (const spot of await page.locator('.said .spot').allInnerTexts()) assert.match(spot, /Partecipanti$/);
  await by.selectOption('');
  for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
  assert.ok((await page.locator('.said .spot').allInnerTexts()).some(spot => !/Partecipanti$/.test(spot)));
});

test('the framework that is saved computes the same on the command line', async t => {
  const { page } = await looker(t);
  const at = await file(t, italian());
  await choose(page, at);
  await takeForCount(page);
  await answerAll(page);
  const download = page.waitForEvent('download');
  // Chosen and saved in one breath: the engine has not answered in between, and the file holds the choice all the same.
  const choice = await page.getByRole('radio', { name: /Something else/ }).elementHandle();
  await page.getByRole('button', { name: 'Save as framework.toml' }).evaluate((save, radio) => {
    radio.click();
    save.click();
  }, choice);
  await (await download).saveAs(path.join(path.dirname(at), 'framework.toml'));
  const text = await call('compute', path.dirname(at), '--indicator', 'partecipanti');
  const rows = text.trim().split('\n').slice(1).map(line => line.split(','));
  const total = place => rows.find(row => row[1] === place && row[2] === '' && row[3] === '')?.[5];
  for (const [place, people] of byHand(ROWS)) assert.equal(total(place === 'All together' ? '' : place), String(people), place);
});

test('a reload keeps it, a second version shows what changed, going back and deleting work', async t => {
  const { page, complaints } = await looker(t);
  await choose(page, await file(t, italian()));
  await confirmItalian(page);
  await page.reload();
  await settled(page);
  await page.locator('.notice.own').waitFor();
  await page.locator('.outcome.good').waitFor();
  assert.equal((await compared(page)).get('Torino'), String(byHand(ROWS).get('Torino')));

  // A second version: a row changed, one added, one gone. The decisions are known by the shape of the file.
  await page.locator('header nav').getByRole('link', { name: 'Data', exact: true }).click();
  await settled(page);
  const later = ROWS.filter(row => row[5] !== 'c@esempio.it').map(row => row[2] === '7' ? [...row.slice(0, 2), '8', ...row.slice(3)] : row);
  later.push(['Roma', '08/09/2024', '30', '50,0', '030', 'f@esempio.it']);
  await choose(page, await file(t, italian(later)));
  await page.getByText(/your decisions of/).waitFor();
  assert.equal(await page.locator('.asked.unanswered').count(), 0, 'nothing is asked twice');
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.getByText(/Kept in this browser as version 2/).waitFor();
  const changes = page.locator('.changes');
  await changes.getByText('1 row changed').waitFor();
  const said = await changes.innerText();
  for (const words of ['1 row added', '1 row changed', '1 row gone', 'What changed with version 2']) assert.ok(said.includes(words), `${words} in ${said}`);
  assert.ok(!said.includes('esempio.it'), 'personal cells are not shown');
  const total = changes.locator('table tbody tr', { hasText: 'Partecipanti' }).first();
  assert.deepEqual((await total.locator('td.number').allInnerTexts()), [String(byHand(ROWS).get('All together')), String(byHand(later).get('All together'))]);

  // Back to the first version, and the second deleted for good.
  await page.getByRole('button', { name: /^Show version 1/ }).click();
  await page.getByText(/Kept in this browser as version 1/).waitFor();
  // Thought better of it, and then once more: the focus stays with the buttons.
  await page.getByRole('button', { name: /^Delete version 2/ }).click();
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const focus = words => page.waitForFunction(words => {
    const { activeElement: one } = document;
    return (one.ariaLabel ?? one.textContent).startsWith(words);
  }, words);
  await focus('Delete version 2');
  await page.keyboard.press('Enter');
  await focus('Delete for good');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Show version/ }).waitFor({ state: 'detached' });
  await page.reload();
  await settled(page);
  await page.locator('.outcome.good').waitFor();
  assert.equal(await page.locator('.versions li').count(), 1);

  // The whole as a zip that esito reads. Its owner is asked about the people in it, and nothing goes out before.
  const unpacked = await scratch(t);
  const saved = async (button, name) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: button }).click();
    const zip = path.join(unpacked, name);
    await (await download).saveAs(zip);
    const text = await call('compute', zip, '--indicator', 'partecipanti');
    assert.match(text, new RegExp(`^partecipanti,,,,,${byHand(ROWS).get('All together')},`, 'm'));
    return inflated(readFileSync(zip)).get('esiti.csv');
  };
  let early = 0;
  page.on('download', () => { early += 1; });
  const asked = page.getByRole('group', { name: 'These columns tell of people' });
  await page.getByRole('button', { name: /^Save as zip/ }).click();
  await asked.getByText('esiti.csv: E-mail').waitFor();
  await focus('Do not save');
  assert.deepEqual(await faults(page), []);
  await page.keyboard.press('Enter');
  await asked.waitFor({ state: 'detached' });
  assert.equal(early, 0);
  await focus('Save as zip');
  await page.getByRole('button', { name: /^Save as zip/ }).click();
  const numbered = await saved('Save with numbers in their place', 'numbered.zip');
  const lines = italian().split('\r\n').map(line => line.replace(/[a-e]@esempio\.it/, mail => `p${'abcde'.indexOf(mail[0]) + 1}`));
  assert.deepEqual(numbered.split('\r\n'), lines);
  await asked.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Save as zip/ }).click();
  assert.equal(await saved('Save as it is', 'named.zip'), italian());

  // Everything deleted: the published data again, also after a reload.
  await page.getByRole('button', { name: /with all its versions$/ }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.locator('.notice.own').waitFor({ state: 'detached' });
  await page.reload();
  await settled(page);
  assert.equal(await page.locator('.kept').count(), 0);
  assert.deepEqual(complaints, []);
});

test('rows to mend go out and come back, and nothing else changes', async t => {
  const { page } = await looker(t);
  await choose(page, await file(t, italian()));
  await confirmItalian(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take the rows to mend' }).click();
  const at = path.join(await scratch(t), 'mend.csv');
  await (await download).saveAs(at);
  const rows = readFileSync(at, 'utf8');
  assert.match(rows, /^﻿?esito_line;esito_reason;Comune;/);
  assert.match(rows, /\n8;[^;]*;?.*Milano;06\/07\/2024;dodici;40,0;021/);
  writeFileSync(at, rows.replace(';dodici;', ';12;'));
  await page.locator('input.mended').setInputFiles(at);
  await page.getByText(/Kept in this browser as version 2/).waitFor();
  assert.deepEqual((await page.locator('.ledger tbody tr td.number').allInnerTexts()).map(Number), [5, 5, 0]);
  await page.locator('.changes', { hasText: '1 row changed' }).waitFor();
  const mended = ROWS.map(row => row[2] === 'dodici' ? [...row.slice(0, 2), '12', ...row.slice(3)] : row);
  assert.equal((await compared(page)).get('Milano'), String(byHand(mended).get('Milano')));
});

test('a remark shows its rows, and spellings are read as one with a click and back', async t => {
  const { page } = await looker(t);
  await choose(page, await file(t, italian()));
  await takeForCount(page);
  await page.getByRole('radio', { name: /No, keep them apart/ }).check();
  await page.locator('.asked.unanswered', { hasText: 'mean the same' }).waitFor({ state: 'detached' });
  await answerAll(page);
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.locator('.outcome.good').waitFor();
  for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
  const bad = page.locator('.said li', { hasText: '"dodici"' });
  await bad.getByRole('button', { name: 'Show the rows' }).click();
  await bad.locator('table.rows td.meant').waitFor();
  assert.equal(await bad.locator('table.rows td.meant').innerText(), 'dodici');
  assert.ok(!(await bad.locator('table.rows').innerText()).includes('esempio.it'));
  await page.locator('.btn.fix').click();
  await page.getByRole('button', { name: 'Undo the last change' }).waitFor();
  await page.getByText(/Kept in this browser as version 2/).waitFor();
  assert.equal(await page.locator('.btn.fix').count(), 0);
  await page.getByRole('button', { name: 'Undo the last change' }).click();
  await page.getByText(/Kept in this browser as version 3/).waitFor();
  assert.ok((await compared(page)).has('Turin'));
});

test('where the browser refuses to keep files, or is full, that is said and nothing is lost', async t => {
  for (const [name, said] of [['QuotaExceededError', /no room left/], ['SecurityError', /does not let the site keep files/]]) {
    const seat = await look(t);
    await seat.page.addInitScript(name => {
      navigator.storage.getDirectory = () => Promise.reject(new DOMException('no', name));
    }, name);
    await visit(seat.page, site.address, 'data', { lang: 'en' });
    await choose(seat.page, await file(t, italian()));
    await takeForCount(seat.page);
    await answerAll(seat.page);
    await seat.page.getByRole('radio', { name: /Something else/ }).check();
    await seat.page.getByRole('button', { name: 'Work out the figures' }).click();
    await seat.page.locator('.refused').waitFor();
    assert.match(await seat.page.locator('.refused').innerText(), said);
    assert.equal((await compared(seat.page)).get('Torino'), String(byHand(ROWS).get('Torino')));
    assert.match(await seat.page.locator('.notice.own').innerText(), /this browser tab only/);
  }
});

test('a disk that is full half-way leaves the version before as it was', async t => {
  const { page } = await looker(t);
  await choose(page, await file(t, italian()));
  await confirmItalian(page);
  await page.evaluate(() => {
    FileSystemWritableFileStream.prototype.write = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  });
  await choose(page, await file(t, italian(ROWS.slice(0, 3))));
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.locator('.refused').waitFor();
  await page.reload();
  await settled(page);
  await page.locator('.outcome.good').waitFor();
  assert.deepEqual((await page.locator('.ledger tbody tr td.number').allInnerTexts()).map(Number), [5, 4, 1]);
  assert.equal(await page.locator('.versions li').count(), 1);
});

test('hard files: empty, a workbook called .csv, Latin letters, forty columns, a page closed half-way', async t => {
  const { page, context, complaints } = await looker(t);
  await choose(page, await file(t, ''));
  assert.match(await page.locator('#confirm').innerText(), /cannot be used/);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Clear the list' }).click();

  await choose(page, path.join(hard, 'excel-97-saved-as.csv'));
  assert.match(await page.locator('.read-as').innerText(), /workbook/);
  assert.ok(await page.locator('.column').count() > 1);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Clear the list' }).click();

  await choose(page, await file(t, Buffer.from(italian([['Forlì', '03/04/2023', '12', '45,5', '001', 'x']]), 'latin1')));
  assert.ok((await page.locator('.file').innerText()).includes('Forlì'));
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Clear the list' }).click();

  const headers = Array.from({ length: 40 }, (_, at) => `Colonna ${at + 1}`);
  const wide = [headers, ...Array.from({ length: 4 }, (_, row) => headers.map((_, at) => at === 0 ? `nome ${row}` : row * at))];
  await choose(page, await file(t, wide.map(row => row.join(';')).join('\n'), 'larga.csv'));
  assert.equal(await page.locator('.column').count(), 40);
  for (const at of [2, 20, 39]) await page.locator('.column').nth(at).locator('select').selectOption('left_out');
  await page.waitForFunction(() => document.querySelectorAll('.column.gone').length === 3);
  // Closed half-way: nothing was kept, and the next visit begins anew.
  await page.close();
  const next = await context.newPage();
  await visit(next, site.address, 'data', { lang: 'en' });
  assert.equal(await next.locator('.kept, .notice.own').count(), 0);
  assert.deepEqual(complaints, []);
});

test('a framework of one\'s own is asked about and keeps its words', async t => {
  const folder = await scratch(t);
  writeFileSync(path.join(folder, 'esiti.csv'), italian());
  writeFileSync(path.join(folder, 'framework.toml'), `# ours
[framework]
id = "ours"
title = "Ours"
[[table]]
id = "t"
file = "esiti.csv"
minimum_group = 1
[table.columns]
city = "Comune"
began = { header = "Data avvio", type = "date" }
n = { header = "Partecipanti", type = "count" }
[[indicator]]
id = "n"
label = "People"
table = "t"
value = "SUM(n)"
unit = "count"
place = "city"
period = "began"
`);
  const { page } = await looker(t);
  await page.locator('input#folder').setInputFiles(folder);
  await page.locator('#understand').click();
  await page.locator('#confirm').waitFor();
  assert.equal(await page.locator('.asked.unanswered').count(), 2);
  await answerAll(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as framework.toml' }).click();
  const saved = path.join(folder, 'saved.toml');
  await (await download).saveAs(saved);
  const text = readFileSync(saved, 'utf8');
  assert.match(text, /^# ours/);
  assert.match(text, /began = \{ header = "Data avvio", type = "date", dates = "day first" \}/);
  assert.match(text, /merge = \{ "Turin" = "Torino" \}/);
});

test('axe finds nothing while columns are confirmed and when versions stand there, in both languages and themes', async t => {
  for (const theme of THEMES) {
    for (const lang of LANGUAGES) {
      const { page } = await looker(t, { lang, theme }, { colorScheme: theme });
      await page.locator('input#files').setInputFiles(await file(t, italian()));
      await page.locator('#understand').click();
      await page.locator('#confirm').waitFor();
      const check = async where => {
        assert.deepEqual(await faults(page), [], `${where} ${lang} ${theme}`);
      };
      await check('confirming');
      for (let left = 20; left > 0 && await page.locator('.asked.unanswered').count() > 0; left -= 1) {
        const open = await page.locator('.asked.unanswered').count();
        await page.locator('.asked.unanswered input').first().check();
        await page.waitForFunction(before => document.querySelectorAll('.asked.unanswered').length < before, open);
      }
      await page.locator('#accept').click();
      await page.locator('.kept .versions li').waitFor();
      await check('kept');
    }
  }
});

test('personal data stay out of sight until somebody allows them', async t => {
  const { page } = await looker(t);
  await choose(page, await file(t, italian()));
  const column = sample(page, 'E-mail');
  assert.ok(!(await column.innerText()).includes('esempio'));
  await column.getByRole('radio', { name: /they may be seen/ }).check();
  await column.getByText('a@esempio.it').first().waitFor();
});

test('single addresses among other cells are masked in questions, samples, remarks and rows', async t => {
  const { page, complaints } = await looker(t);
  const towns = ['Torino', 'Milano', 'Bari', 'Lecce', 'Asti', 'Cuneo', 'Nola', 'Bra', 'Alba', 'Ivrea', 'Biella', 'Novara'];
  const rows = [...towns, ...towns].map((town, at) => `${town};${10 + at};ok`);
  const strays = ['maria@esempio.it', 'RSSMRA85T10A562S', 'IT60X0542811101000000123456', '+39 347 1234567'];
  const bad = strays.flatMap(stray => [`${stray};3;ok`, `Torino;${stray};ok`, `Torino;5;scrivere a ${stray}`]);
  await choose(page, await file(t, ['Comune;Utenti;Note', ...rows, ...bad].join('\n')));
  const silent = async where => {
    const text = await page.locator('main').innerText();
    for (const stray of strays) assert.ok(!text.includes(stray), `${stray} ${where}`);
    return text;
  };
  await silent('while columns are confirmed');
  await sample(page, 'Utenti').locator('select').selectOption('count');
  await answerAll(page);
  await page.getByRole('radio', { name: /Something else/ }).check();
  await page.getByRole('button', { name: 'Work out the figures' }).click();
  await page.locator('.outcome.good').waitFor();
  for (const group of await page.locator('.said details').all()) await group.evaluate(one => { one.open = true; });
  // A button that was pressed is called otherwise.
  const closed = page.locator('.said').getByRole('button', { name: 'Show the rows' });
  for (let left = await closed.count(); left > 0; left -= 1) {
    await closed.first().click();
    await page.waitForFunction(left => [...document.querySelectorAll('.said button')]
      .filter(one => one.textContent.trim() === 'Show the rows').length < left, left);
  }
  await page.locator('.said table.rows').first().waitFor();
  const text = await silent('in the remarks and their rows');
  assert.match(text, /Single cells with personal data/);
  assert.match(text, /•••••@•••••••\.••/);
  const compared_ = await compared(page).catch(() => new Map());
  for (const stray of strays) assert.ok(![...compared_.keys()].includes(stray), `${stray} is a place`);
  assert.deepEqual(complaints, []);
});

test('rows of a workbook of several sheets go out with their sheet, and come back into it', async t => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packed = 'http://schemas.openxmlformats.org/package/2006';
  const sheet = rows => `<worksheet xmlns="${main}"><sheetData>${rows.map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => typeof cell === 'number'
    ? `<c r="${'ABC'[c]}${r + 1}"><v>${cell}</v></c>` : `<c r="${'ABC'[c]}${r + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`).join('')}</sheetData></worksheet>`;
  const book = stored([
    ['[Content_Types].xml', `<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`],
    ['_rels/.rels', `<Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="2023" sheetId="1" r:id="r1"/><sheet name="2024" sheetId="2" r:id="r2"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `<Relationships xmlns="${packed}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${office}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', sheet([['Comune', 'Utenti'], ['Torino', 12], ['Milano', 30]])],
    ['xl/worksheets/sheet2.xml', sheet([['Comune', 'Utenti'], ['Torino', 13], ['Milano', 'venti'], ['Bari', 9]])],
  ]);
  const folder = await scratch(t);
  writeFileSync(path.join(folder, 'utenti.xlsx'), book);
  const table = year => `[[table]]\nid = "y${year}"\nfile = "utenti.xlsx"\nsheet = "${year}"\nminimum_group = 1\n[table.columns]\ncity = "Comune"\nn = { header = "Utenti", type = "count" }
[[indicator]]\nid = "n${year}"\nlabel = "Utenti ${year}"\ntable = "y${year}"\nvalue = "SUM(n)"\nunit = "count"\nplace = "city"\n`;
  writeFileSync(path.join(folder, 'framework.toml'), `[framework]\nid = "w"\ntitle = "W"\n${table(2023)}${table(2024)}`);
  const { page, complaints } = await looker(t);
  await page.locator('input#folder').setInputFiles(folder);
  await page.getByRole('button', { name: 'Read these files' }).click();
  await page.locator('.outcome').waitFor();
  const ledger = async () => (await page.locator('.ledger tbody tr td.number').allInnerTexts()).map(Number);
  assert.deepEqual(await ledger(), [5, 4, 1], 'rows in = rows used + rows set aside, over both sheets');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Take the rows to mend' }).click();
  const at = path.join(await scratch(t), 'mend.csv');
  await (await download).saveAs(at);
  const rows = readFileSync(at, 'utf8');
  assert.match(rows, /\n2024!3,[^\n]*Milano,venti/);
  writeFileSync(at, rows.replace('venti', '20'));
  await page.locator('input.mended').setInputFiles(at);
  await page.waitForFunction(() => [...document.querySelectorAll('.ledger tbody tr td.number')].map(one => one.textContent.trim()).join() === '5,5,0');
  assert.deepEqual(complaints, []);
});
