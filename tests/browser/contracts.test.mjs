// Contracts: the same digits as the command line, lines down to their rows, rules by keyboard, payments of INDIGO.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { readCsv } from './lib/csv.mjs';
import { demonstration, indigo, indigoFramework, missingData, root } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { amount } from './lib/numbers.mjs';
import { LANGUAGES, THEMES, settled, visit } from './lib/pages.mjs';
import { call, host, scratch, serve } from './lib/sites.mjs';

const youth = path.join(root, 'cli/tests/bundles/youth-work');

begin();

/** Waits until the rows lie in the engine, so that lines open and rules can be tried. */
const ready = page => page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'));

test('the totals are those of esito pay, to the digit', async t => {
  const { page } = await look(t);
  for (const contract of ['aurora', 'halsa', 'corvetto']) {
    const paid = JSON.parse(await call('pay', demonstration, '--contract', contract, '--json'));
    await visit(page, site.address, 'contracts', { contract });
    assert.equal(amount(await page.locator('#total').innerText()), paid.total, contract);
    const lines = await page.locator('#statement tfoot th').innerText();
    assert.ok(lines.includes(String(paid.lines.length)), `${lines} for ${paid.lines.length}`);
    // Every amount of every line.
    await visit(page, site.address, 'contracts', { contract, all: 'lines' });
    const shown = await page.locator('#statement tbody td:nth-child(6)').allInnerTexts();
    assert.deepEqual(shown.map(amount), paid.lines.map(line => line.amount), contract);
  }
});

test('the statement is taken away with the digits of the command line', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'contracts', { contract: 'aurora' });
  for (const [label, ending] of [['Statement, CSV', 'csv'], ['Statement, XLSX', 'xlsx']]) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByText(label, { exact: true }).click()]);
    assert.equal(download.suggestedFilename(), `aurora.${ending}`);
    const bytes = readFileSync(await download.path());
    if (ending === 'csv') assert.equal(bytes.toString(), await call('pay', demonstration, '--contract', 'aurora'));
    else assert.equal(bytes.subarray(0, 2).toString(), 'PK');
  }
});

test('a workbook is written in the browser, and its cells are those of the page', async t => {
  const { page, outside, complaints } = await look(t);
  // Another day than the published one: only the engine has that statement, and only the browser can write it.
  await visit(page, site.address, 'contracts', { contract: 'aurora', as_of: '2023-06-30', all: 'lines' });
  await page.locator('#statement tbody tr').first().waitFor();
  const cells = column => page.locator(`#statement tbody td:nth-child(${column})`).allInnerTexts();
  const [amounts, people] = [(await cells(6)).map(amount), await cells(2)];
  const total = amount(await page.locator('#total').innerText());
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').some(one => one.name.includes('sheets')));
  assert.equal(await loaded(), false, 'the writer is loaded when it is asked for');
  const button = page.getByRole('button', { name: 'Statement, XLSX' });
  await button.focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  assert.equal(download.suggestedFilename(), 'aurora.xlsx');
  const file = path.join(await scratch(t), 'aurora.xlsx');
  await download.saveAs(file);
  const sheet = async name => {
    const csv = path.join(path.dirname(file), `${name}.csv`);
    writeFileSync(csv, await call('read', file, '--sheet', name));
    return readCsv(csv);
  };
  const lines = await sheet('statement');
  assert.equal(lines.length, amounts.length + 1, 'the lines and the total');
  assert.equal(lines.at(-1).rule, 'total');
  assert.equal(Number(lines.at(-1).amount), total);
  assert.deepEqual(lines.slice(0, -1).map(line => Number(line.amount)), amounts);
  assert.deepEqual(lines.slice(0, -1).map(line => line.participant || '–'), people);
  const paid = JSON.parse(await call('pay', demonstration, '--contract', 'aurora', '--as-of', '2023-06-30', '--json'));
  assert.equal(total, paid.total);
  assert.deepEqual((await sheet('rules')).map(rule => rule['in words']), paid.rules.map(rule => rule.words.en));
  assert.ok(readFileSync(file).includes('xl/worksheets/'), 'a workbook');
  assert.deepEqual(outside, []);
  assert.deepEqual(complaints, []);
});

test('a line opens to its rows and the words of its rule, and the address remembers it', async t => {
  const { page, complaints } = await look(t);
  const paid = JSON.parse(await call('pay', demonstration, '--contract', 'aurora', '--json'));
  const at = paid.lines.findIndex(line => line.reason === 'over_cap');
  await visit(page, site.address, 'contracts', { contract: 'aurora', all: 'lines', line: String(at + 1) });
  const opened = page.locator(`#line-${at + 1}`);
  await opened.locator('table.rows tbody tr').first().waitFor();
  const text = await opened.innerText();
  const line = paid.lines[at];
  assert.ok(text.includes(`${line.file}:${line.line}`), text);
  assert.match(text, /Pays EUR/);
  assert.match(text, /over a cap/);
  const csv = readFileSync(path.join(demonstration, line.file), 'utf8').split('\n')[line.line - 1].split(',');
  for (const cell of [csv[2], csv[3]]) assert.ok(text.includes(cell), `${cell} in ${text}`);
  // By keyboard: the button closes it, and the address forgets it.
  const button = page.locator(`[aria-controls="line-${at + 1}"]`);
  await button.focus();
  await page.keyboard.press('Enter');
  await opened.waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).searchParams.get('line'), null);
  assert.deepEqual(complaints, []);
});

test('a private participant stands under a number, and an opened row does not name them', async t => {
  const own = await serve(youth);
  t.after(own.stop);
  const { page } = await look(t);
  await visit(page, own.address, 'contracts', { contract: 'youth-work', line: '1' });
  assert.equal(amount(await page.locator('#total').innerText()), 19900);
  await page.locator('#line-1 table.rows tbody tr').first().waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /M-\d/);
});

/** The youth work's bundle with other rows. */
async function withRows(t, change) {
  const folder = path.join(await scratch(t), 'bundle');
  cpSync(youth, folder, { recursive: true });
  const file = path.join(folder, 'outcomes.csv');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  const own = await serve(folder);
  t.after(own.stop);
  return own.address;
}

test('a contract without rows says so, and its rules stand all the same', async t => {
  const address = await withRows(t, text => text.split('\n')[0] + '\n');
  const { page, complaints } = await look(t);
  await visit(page, address, 'contracts', { contract: 'youth-work' });
  assert.match(await page.locator('main h1').first().innerText(), /No outcome was handed in/);
  assert.equal(amount(await page.locator('#total').innerText()), 0);
  assert.equal(await page.locator('.rules > li').count(), 2);
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(complaints, []);
});

test('an outcome before the start, without a day, below nothing: each is said and not paid', async t => {
  const row = (who, day, begun, number) => `${who};sustained;${day};${begun};verified;${number}`;
  const bad = [row('X-1', '01/01/2018', '01/06/2017', 1), row('X-2', '', '01/06/2019', 1), row('X-3', '01/02/2020', '01/06/2021', 1)];
  const address = await withRows(t, text => `${text.trimEnd()}\n${bad.join('\n')}\n`);
  const { page } = await look(t);
  await visit(page, address, 'contracts', { contract: 'youth-work' });
  assert.equal(amount(await page.locator('#total').innerText()), 19900);
  const said = await page.locator('.remark-list').innerText();
  for (const words of [/An outcome before the start/, /An outcome without a day/, /An outcome verified twice/]) assert.match(said, words);
  assert.match(await page.locator('.reductions').innerText(), /without a day/);
});

test('rules are tried out by keyboard, read back, undone and taken away', async t => {
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'contracts', { contract: 'aurora', view: 'rules' });
  const agreed = JSON.parse(await call('pay', demonstration, '--contract', 'aurora', '--json')).total;
  const price = page.locator('#field-entry-price');
  await price.waitFor();
  const tried = () => page.locator('#tried-total').innerText().then(amount);
  assert.equal(await tried(), agreed);
  await price.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('1,200');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('#field-entry-price').value === '1200');
  assert.notEqual(await page.evaluate(() => document.activeElement.id), 'field-entry-price', 'the focus moved on');
  assert.match(await page.locator('.rule-form', { hasText: 'Entry into work' }).innerText(), /Pays EUR 1,200\.00 per participant/);
  assert.match(await page.locator('.rule-form', { hasText: 'Entry into work' }).innerText(), /Paga 1\.200,00 EUR per partecipante/);
  assert.ok((await tried()) < agreed);
  // What cannot be read is said at its field.
  await price.focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('plenty');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelector('#field-entry-price').getAttribute('aria-invalid') === 'true');
  assert.match(await page.locator('#field-entry-price-notes').innerText(), /expected a number/);
  // Undo twice: the agreed rules are back.
  const undo = page.getByRole('button', { name: /^Undo/ });
  await undo.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#field-entry-price').value === '1200');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('#field-entry-price').value === '2400');
  assert.equal(await tried(), agreed);
  const [download] = await Promise.all([
    page.waitForEvent('download'), page.getByRole('button', { name: 'Take these rules as a file' }).press('Enter'),
  ]);
  const fragment = readFileSync(await download.path(), 'utf8');
  assert.match(fragment, /^\[\[contract\]\]\nid = "aurora"/);
  assert.match(fragment, /\[\[contract\.payment\]\]\nid = "entry"/);
  assert.deepEqual(complaints, []);
});

test('a tried rule survives a reload, in the other language too', async t => {
  const { page } = await look(t);
  const edit = 'it|entry|price|1.200,50';
  await visit(page, site.address, 'contracts', { contract: 'aurora', view: 'rules', edit, lang: 'it' });
  const value = () => page.locator('#field-entry-price').inputValue();
  await page.locator('#field-entry-price').waitFor();
  assert.equal(await value(), '1200,5');
  await visit(page, site.address, 'contracts', { contract: 'aurora', view: 'rules', edit, lang: 'en' });
  await page.locator('#field-entry-price').waitFor();
  assert.equal(await value(), '1200.5');
});

test('cohorts stand beside their comparison group with interval and threshold', async t => {
  const { page } = await look(t);
  const paid = JSON.parse(await call('pay', demonstration, '--contract', 'halsa', '--json'));
  await visit(page, site.address, 'contracts', { contract: 'halsa', table: 'effects' });
  const rows = await page.locator('#figure-effects tbody tr').allInnerTexts();
  const effects = paid.rules.flatMap(rule => rule.effects);
  assert.equal(rows.length, effects.length);
  for (const [at, effect] of effects.entries()) {
    assert.ok(rows[at].includes(`${(effect.value * 100).toFixed(1)}\u00a0%`), `${rows[at]} for ${effect.value}`);
    assert.match(rows[at], effect.reached ? /reaches/ : /misses/);
  }
});

for (const [name, query] of Object.entries({
  contract: { contract: 'aurora', line: '1' }, cohorts: { contract: 'halsa' }, rules: { contract: 'aurora', view: 'rules', edit: 'en|entry|price|plenty' },
})) {
  for (const lang of LANGUAGES) {
    for (const theme of THEMES) {
      test(`${name} in ${lang}, ${theme}: nothing to complain about`, async t => {
        const { page, outside, complaints } = await look(t, { colorScheme: theme });
        await visit(page, site.address, 'contracts', { ...query, lang, theme });
        await ready(page);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(outside, []);
        assert.deepEqual(complaints, []);
        await page.setViewportSize({ width: 390, height: 844 });
        const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(wide <= window, `${wide} pixels wide`);
      });
    }
  }
}

test('published without rows, every part survives a reload under a path', async t => {
  const folder = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', folder);
  const served = await host({ '/x/y/': folder });
  t.after(served.stop);
  const { page, complaints } = await look(t);
  for (const query of [{}, { contract: 'corvetto', line: '1' }, { contract: 'aurora', view: 'rules' }]) {
    await visit(page, `${served.address}/x/y/`, 'contracts', query);
    await page.reload();
    await settled(page);
    // The engine boots behind the page and finds that no rows were published.
    if (query.view) await page.getByText('needs the data files').waitFor();
    if (query.line) await page.getByText('not published; the rows stand at').first().waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, query.view ? /needs the data files/ : /paid/i);
    if (query.line) assert.match(text, /not published; the rows stand at/);
  }
  await visit(page, `${served.address}/x/y/`, 'contracts', { contract: 'nobody' });
  assert.match(await page.locator('main h2').first().innerText(), /no such contract/);
  assert.ok(complaints.every(line => line.includes('404')), complaints.join('\n'));
});

test('INDIGO: what was promised or achieved beside what was paid', { skip: missingData(indigo) }, async t => {
  const own = await serve(path.dirname(indigoFramework), '--data', indigo);
  t.after(own.stop);
  const { page } = await look(t);
  const found = JSON.parse(await call('pay', path.dirname(indigoFramework), '--data', indigo, '--compare', 'rate-cards', '--json'));
  await visit(page, own.address, 'contracts');
  assert.match(await page.locator('main').innerText(), /Rate cards/);
  await visit(page, own.address, 'contracts', { payments: 'rate-cards' });
  const heading = await page.locator('main h1').first().innerText();
  const count = outcome => found.lines.filter(line => line.outcome === outcome).length;
  assert.ok(heading.includes(`${found.lines.length} payments compared: ${count('equal')} equal`), heading);
  assert.ok(heading.includes(`${count('different')} different`), heading);
  const cells = async column => (await page.locator(`table.lines tbody td:nth-child(${column})`).allInnerTexts()).map(amount);
  for (const [column, key] of [[3, 'uncapped'], [4, 'due'], [5, 'paid'], [6, 'difference']]) {
    assert.deepEqual(await cells(column), found.lines.map(line => line[key]), key);
  }
  // Each outcome for itself, kept in the address; the buttons say how many there are.
  for (const outcome of ['equal', 'different']) {
    const button = page.locator('.filters button', { hasText: new RegExp(`^${outcome}`, 'i') }).first();
    await button.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(count => document.querySelectorAll('table.lines tbody tr').length === count, count(outcome));
    assert.equal(new URL(page.url()).searchParams.get('match'), outcome);
    assert.ok((await button.innerText()).includes(String(count(outcome))));
    await page.keyboard.press('Enter');
  }
  // What is text is set aside and said, with its place.
  const said = await page.locator('.remark-list').innerText();
  const aside = found.remarks.filter(one => /^(no|several)-(price|prices|result|currency)$/.test(one.code));
  assert.ok(aside.length > 0);
  for (const remark of aside) assert.ok(said.includes(remark.message), remark.message);
  assert.match(said, /projects_outcome_pricings\.csv:\d+/);
  // No sum over several currencies stands anywhere.
  assert.equal(await page.locator('table.lines tfoot').count(), 0);
  const rows = page.locator('#row-1 table.rows tbody tr');
  await page.locator('[aria-controls="row-1"]').click();
  await rows.first().waitFor({ timeout: 120_000 });
  assert.ok((await rows.count()) >= 1);
  // In Italian the same figures, and no remark in English.
  await visit(page, own.address, 'contracts', { payments: 'rate-cards', lang: 'it' });
  assert.ok((await page.locator('main h1').first().innerText()).includes(String(found.lines.length)));
  assert.equal(await page.locator('.remark-list [lang="en"]').count(), 0);
  for (const other of ['plans', 'commitments']) {
    const lines = JSON.parse(await call('pay', path.dirname(indigoFramework), '--data', indigo, '--compare', other, '--json')).lines;
    await visit(page, own.address, 'contracts', { payments: other, lang: 'en' });
    assert.deepEqual(await cells(5), lines.map(line => line.paid), other);
  }
});
