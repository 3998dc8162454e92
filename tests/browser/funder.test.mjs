// What a funder meets who does not code: slips of the hand, files with a bad cell, two tabs, numbers that are opened.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { LANGUAGES, settled, visit } from './lib/pages.mjs';
import { scratch } from './lib/sites.mjs';

begin();

const TOWNS = ['Torino', 'Milano', 'Roma', 'Bari', 'Cagliari', 'Trento'];
/** One row for each town; one of the numbers is written out. */
const towns = (odd = 'circa 12') => `Comune;Partecipanti\n${TOWNS.map((town, at) => `${town};${at === 5 ? odd : 10 + at}`).join('\n')}\n`;

async function file(t, text, name = 'esiti.csv') {
  const at = path.join(await scratch(t), name);
  writeFileSync(at, text);
  return at;
}

async function looker(t, lang = 'en', options = {}) {
  const seat = await look(t, options);
  await visit(seat.page, site.address, 'data', { lang });
  return seat;
}

async function understood(page, at) {
  await page.locator('input#files').setInputFiles(at);
  await page.locator('#understand').click();
  await page.locator('#confirm').waitFor();
}

/** Gives every open question its answer at this place: the first, or the last. */
async function answer(page, which = 'first') {
  for (let left = 20; left > 0; left -= 1) {
    const open = await page.locator('.asked.unanswered').count();
    if (open === 0) return;
    await page.locator('.asked.unanswered').first().locator('input')[which]().check();
    await page.waitForFunction(before => document.querySelectorAll('.asked.unanswered').length < before, open);
  }
}

async function computed(page, at, which) {
  await understood(page, at);
  await answer(page, which);
  await page.locator('#accept').click();
  await page.locator('.outcome.good').waitFor();
}

/** Drags a file over an element and lets it fall: whether the page kept the browser from opening it. */
const drop = (page, selector) => page.evaluate(selector => {
  const transfer = new DataTransfer();
  transfer.items.add(new File(['Comune;Anni\nTorino;3\n'], 'caduto.csv'));
  const events = ['dragover', 'drop'].map(kind => new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  events.forEach(event => document.querySelector(selector).dispatchEvent(event));
  return events.every(event => event.defaultPrevented);
}, selector);

test('a file that falls beside its place does not take the page away', async t => {
  const { page, complaints } = await looker(t);
  assert.ok(await drop(page, 'header'), 'on the header');
  assert.equal(await page.locator('.chosen').count(), 0);
  // Anywhere on the page of the data it is taken.
  assert.ok(await drop(page, '.data h1'), 'on the heading');
  await page.locator('.chosen', { hasText: 'caduto.csv' }).waitFor();
  // While others are asked about, it is said that it was not.
  await page.locator('#understand').click();
  await page.locator('#confirm').waitFor();
  assert.ok(await drop(page, '#confirm'), 'on the questions');
  await page.getByText(/were not taken/).waitFor();
  assert.equal(await page.locator('#confirm').count(), 1);
  // On another page nothing happens.
  await visit(page, site.address, 'overview', { lang: 'en' });
  assert.ok(await drop(page, 'main'), 'on the overview');
  assert.deepEqual(complaints, []);
});

test('one bad cell among numbers is asked about, and nothing is computed before', async t => {
  for (const lang of LANGUAGES) {
    const { page, complaints } = await looker(t, lang);
    await understood(page, await file(t, towns()));
    const column = page.locator('.column', { has: page.getByRole('heading', { name: 'Partecipanti' }) });
    assert.match(await column.locator('.asked').innerText(), /circa 12/);
    // What a row is about is open too: nobody but the owner knows.
    assert.equal(await page.locator('.asked.people input:checked').count(), 0);
    assert.match(await page.locator('.bar .state').innerText(), lang === 'en' ? /2 questions are open/ : /2 domande sono senza risposta/);
    await page.locator('#accept').click();
    assert.equal(await page.locator('#confirm').count(), 1);
    await answer(page);
    assert.equal(await column.locator('select').inputValue(), 'count');
    assert.match(await page.locator('.indicators').innerText(), lang === 'en' ? /sum of Partecipanti/ : /somma di Partecipanti/);
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(complaints, []);
  }
});

test('one row for each town: withheld as people and said so, shown as towns', async t => {
  const at = await file(t, towns('15'));
  const people = await looker(t);
  await computed(people.page, at, 'first');
  await people.page.getByText(/Most values are withheld/).waitFor();
  const other = await looker(t);
  await computed(other.page, at, 'last');
  assert.equal(await other.page.getByText(/Most values are withheld/).count(), 0);
  await other.page.getByRole('link', { name: 'Show the dashboard' }).click();
  await settled(other.page);
  const shown = await other.page.locator('main').innerText();
  assert.match(shown, /75/);
  assert.doesNotMatch(shown, /withheld/);
});

test('published files that come late are not taken for the reader\'s own', async t => {
  const seat = await look(t);
  // The browser hands out the published files only once the engine has been asked to load the reader's own.
  await seat.page.addInitScript(() => {
    const { blob } = Response.prototype;
    const { arrayBuffer } = Blob.prototype;
    const { postMessage } = Worker.prototype;
    const published = new Map();
    const asked = Promise.withResolvers();
    window.late = 0;
    Response.prototype.blob = async function () {
      const whole = await blob.call(this);
      published.set(whole, await arrayBuffer.call(whole));
      return whole;
    };
    Blob.prototype.arrayBuffer = async function () {
      const bytes = published.get(this);
      if (!bytes) return arrayBuffer.call(this);
      window.late += 1;
      await asked.promise;
      return bytes.slice(0);
    };
    Worker.prototype.postMessage = function (message, ...more) {
      postMessage.call(this, message, ...more);
      if (/"load"/.test(message.json) && /esiti\.csv/.test(message.json)) asked.resolve();
    };
  });
  await visit(seat.page, site.address, 'data', { lang: 'en' });
  const at = await file(t, towns('15'));
  await seat.page.waitForFunction(() => window.late > 0);
  await computed(seat.page, at, 'last');
  await seat.page.getByRole('link', { name: 'Show the dashboard' }).click();
  await settled(seat.page);
  const shown = await seat.page.locator('main').innerText();
  assert.match(shown, /75/);
  assert.match(shown, /Partecipanti/);
  assert.deepEqual(seat.complaints, []);
});

test('a file without rows says that there is nothing to work out', async t => {
  const { page, complaints } = await looker(t, 'it');
  for (const text of ['', 'Comune;Anno;Valore\n']) {
    await understood(page, await file(t, text, 'vuoto.csv'));
    assert.match(await page.locator('.bar').innerText(), /nulla da calcolare/);
    assert.ok(await page.locator('#accept').isDisabled());
    assert.equal(await page.locator('.proposed').count(), 0);
    assert.deepEqual(await faults(page), []);
    await page.getByRole('button', { name: 'Chiudi' }).click();
    await page.getByRole('button', { name: 'Svuota l\'elenco' }).click();
  }
  assert.deepEqual(complaints, []);
});

test('answers that were given are not lost without a question', async t => {
  const { page } = await looker(t);
  await understood(page, await file(t, towns()));
  await answer(page);
  let asked = 0;
  page.on('dialog', dialog => {
    asked += 1;
    assert.equal(dialog.type(), 'beforeunload');
    return dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  for (let waits = 0; asked === 0 && waits < 50; waits += 1) await new Promise(resolve => setTimeout(resolve, 100));
  assert.equal(asked, 1);
});

test('a version that another tab deleted is said to be gone, and can be kept again', async t => {
  const { page, context, complaints } = await looker(t);
  await computed(page, await file(t, towns('15')), 'last');
  await page.getByText(/Kept in this browser as version 1/).waitFor();
  const other = await context.newPage();
  await visit(other, site.address, 'data', { lang: 'en' });
  await other.locator('.bundle-head').getByRole('button').click();
  await other.locator('.danger').click();
  await other.locator('.kept').waitFor({ state: 'detached' });
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await page.getByText(/deleted in another tab/).waitFor();
  assert.equal(await page.getByText(/Kept in this browser as version/).count(), 0);
  await page.getByRole('button', { name: 'Keep it again' }).click();
  await page.getByText(/Kept in this browser as version 1/).waitFor();
  await page.reload();
  await settled(page);
  await page.locator('.kept .versions li').waitFor();
  assert.deepEqual(complaints, []);
});

test('two tabs that keep at once keep both', async t => {
  const { page, context } = await looker(t);
  const other = await context.newPage();
  await visit(other, site.address, 'data', { lang: 'en' });
  await understood(page, await file(t, towns('15')));
  await understood(other, await file(t, 'Comune;Spesa\nTorino;10\nMilano;20\n', 'altri.csv'));
  for (const one of [page, other]) await answer(one, 'last');
  await Promise.all([page, other].map(one => one.locator('#accept').evaluate(button => button.click())));
  for (const one of [page, other]) await one.getByText(/Kept in this browser as version 1/).waitFor();
  const lying = await page.evaluate(async () => {
    const ours = await (await navigator.storage.getDirectory()).getDirectoryHandle('esito');
    const list = JSON.parse(await (await (await ours.getFileHandle('shelf.json')).getFile()).text());
    return Promise.all(list.bundles.map(async bundle => {
      const folder = await ours.getDirectoryHandle(String(bundle.versions[0].folder));
      const text = await (await (await folder.getFileHandle('0')).getFile()).text();
      return `${bundle.versions[0].files[0].name}: ${text.split('\n')[0]}`;
    }));
  });
  assert.deepEqual(lying.sort(), ['altri.csv: Comune;Spesa', 'esiti.csv: Comune;Partecipanti']);
});

test('rows to mend carry one byte-order mark, and their buttons are within reach on a telephone', async t => {
  const { page } = await looker(t, 'it', { viewport: { width: 390, height: 800 } });
  await computed(page, await file(t, towns('perché')), 'first');
  const take = page.getByRole('button', { name: 'Scarica le righe da correggere' });
  const box = await take.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  const [download] = await Promise.all([page.waitForEvent('download'), take.click()]);
  const bytes = readFileSync(await download.path());
  assert.deepEqual([...bytes.subarray(0, 4)], [0xef, 0xbb, 0xbf, 'e'.charCodeAt(0)]);
  assert.deepEqual(await faults(page), []);
});

test('the rows behind a number can be leafed through to the end', async t => {
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'indicator', { lang: 'it' });
  await page.getByRole('button', { name: 'Scontrino' }).first().click();
  const pager = page.locator('dialog .pager');
  await pager.waitFor();
  const first = await page.locator('dialog table.rows tbody th').first().innerText();
  assert.match(await pager.innerText(), /1–20/);
  await pager.getByRole('button', { name: 'Successive' }).click();
  await page.waitForFunction(() => /21–40/.test(document.querySelector('dialog .pager').innerText));
  assert.notEqual(await page.locator('dialog table.rows tbody th').first().innerText(), first);
  const words = (await pager.getByRole('button').allInnerTexts()).map(text => text.trim());
  assert.deepEqual(words, ['Precedenti', 'Successive']);
  assert.deepEqual(complaints, []);
});

test('what a chart says of itself begins with a word', async t => {
  const { page } = await look(t);
  for (const name of ['overview', 'indicator', 'compare']) {
    await visit(page, site.address, name, { lang: 'it' });
    for (const said of await page.locator('main figure p').allInnerTexts()) assert.doesNotMatch(said.trim(), /^[:;,]/, name);
  }
});

test('an open receipt stands in the address: it can be sent, Back closes it, the focus returns', async t => {
  const { page, complaints } = await look(t);
  for (const name of ['indicator', 'compare']) {
    await visit(page, site.address, name, { lang: 'en' });
    const button = page.locator('main').locator('button.receipt-button, button.cell-button').first();
    await button.waitFor();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog.receipt h2').waitFor();
    const told = await page.locator('dialog.receipt h2').innerText();
    const sent = page.url();
    assert.ok(new URL(sent).searchParams.has('receipt'), sent);
    await page.keyboard.press('Escape');
    await page.locator('dialog.receipt[open]').waitFor({ state: 'detached' });
    assert.ok(await button.evaluate(one => one === document.activeElement), `the focus on ${name}`);
    assert.ok(!new URL(page.url()).searchParams.has('receipt'));
    // Back and forward open and close it, and so does the address sent to somebody.
    await page.goBack();
    await page.locator('dialog.receipt[open]').waitFor();
    await page.goBack();
    await page.locator('dialog.receipt[open]').waitFor({ state: 'detached' });
    await page.goto(sent);
    await settled(page);
    await page.locator('dialog.receipt[open] h2').waitFor();
    assert.equal(await page.locator('dialog.receipt h2').innerText(), told);
  }
  assert.deepEqual(complaints, []);
});

test('what a row is about is said once for many files', async t => {
  const { page } = await looker(t);
  const folder = await scratch(t);
  const files = ['a.csv', 'b.csv', 'c.csv'].map(name => path.join(folder, name));
  files.forEach((at, index) => writeFileSync(at, towns('15').replaceAll('Partecipanti', `Persone ${index}`)));
  await understood(page, files);
  assert.equal(await page.locator('.asked.people.unanswered').count(), 3);
  await page.locator('.asked.people').first().locator('input').last().check();
  await page.getByRole('button', { name: 'The same for the other 2 files' }).click();
  await page.getByText('Every question is answered.').waitFor();
  assert.equal(await page.locator('.asked.people input:checked').count(), 3);
  // One step back takes both back.
  await page.getByRole('button', { name: 'Take the last choice back' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.asked.people.unanswered').length === 2);
});

test('rows to mend say why in the language of the page', async t => {
  const { page } = await looker(t, 'it');
  await computed(page, await file(t, towns('perché')), 'first');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Scarica le righe da correggere' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.match(text, /^7;Partecipanti: Celle che non sono numeri interi da 0 in su;Trento;perché/m);
  assert.doesNotMatch(text, /expected/);
});

test('no page jumps while it comes', async t => {
  const { page } = await look(t);
  await page.addInitScript(() => {
    window.shifts = 0;
    const add = list => list.getEntries().forEach(one => { window.shifts += one.hadRecentInput ? 0 : one.value; });
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
  });
  for (const name of ['indicator', 'methods', 'data', 'verify']) {
    await visit(page, site.address, name, { lang: 'it' });
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    const shifts = await page.evaluate(() => window.shifts);
    assert.ok(shifts < 0.1, `${name}: ${shifts}`);
  }
});

test('what could not be used is told beside what could', async t => {
  const folder = path.join(await scratch(t), 'bundle');
  cpSync(demonstration, folder, { recursive: true });
  const at = path.join(folder, 'cohorts.csv');
  writeFileSync(at, readFileSync(at, 'utf8').replace(/^.*\n/, line => line.replaceAll(/(\w+)/g, 'col_$1')));
  const { page } = await looker(t);
  await page.locator('input#folder').setInputFiles(folder);
  await page.locator('#read').click();
  await page.locator('.outcome.good .left-out').waitFor();
  assert.match(await page.locator('.outcome').innerText(), /7 indicators.*14 remarks below/s);
});
