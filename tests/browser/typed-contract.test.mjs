// Contracts typed from nothing: a published rate card over one's own rows, down to the last of them, by keyboard; what
// was really paid beside it; the statement that of the command line.
import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { readCsv } from './lib/csv.mjs';
import { root } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { amount } from './lib/numbers.mjs';
import { LANGUAGES, settled, visit } from './lib/pages.mjs';
import { call, scratch, serve } from './lib/sites.mjs';

const youth = path.join(root, 'cli/tests/bundles/youth-work');

begin();

/** Types into a field and leaves it. */
async function type(page, id, text) {
  const field = page.locator(`#${id}`);
  await field.evaluate(element => { const group = element.closest('details'); if (group) group.open = true; });
  await field.focus();
  if (await field.evaluate(element => element.tagName === 'SELECT')) {
    // What is typed while a list has the focus chooses from it.
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
    assert.equal(await field.evaluate(element => element.selectedOptions[0].text), text);
  } else if (await field.getAttribute('type') === 'date') {
    // The keys of a date follow the place where the browser thinks it is.
    await field.fill(text);
  } else {
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
}

/** Presses a button or follows a link without a mouse. */
async function press(page, role, name) {
  const one = page.getByRole(role, { name }).first();
  await one.focus();
  await page.keyboard.press('Enter');
}

/** Adds a row to a list of a form; the focus goes to its first cell. */
async function addRow(page, list, first) {
  const add = page.locator(`#${list}-add`);
  await add.evaluate(element => { const group = element.closest('details'); if (group) group.open = true; });
  await add.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(id => document.activeElement?.id === id, `${list}-${first}`);
}

/** Waits for a sentence in the form of a rule, a version or the whole. */
const reads = (page, words) => page.locator('.rule-words', { hasText: words }).first().waitFor();

const tried = page => page.locator('#tried-total').innerText().then(amount);

// GO Lab's INDIGO impact bond dataset, INDIGO-POJ-0195, The Skill Mill: prices in pounds and final results of its six
// metrics as published, and the payments that were published as actual, by the end of their periods.
const SKILL_MILL = [
  ['registered', 4390, 243], ['four_weeks', 1310, 237], ['completed', 8240, 179], ['award', 9340, 188],
  ['employed', 430, 86], ['not_reoffending', 320, 203],
];
const PAID = [
  ['2020-10-31', 42950], ['2021-03-31', 168830], ['2021-06-30', 58380], ['2021-09-30', 467210], ['2021-12-31', 80460],
  ['2022-03-31', 370000], ['2022-06-30', 54250], ['2022-09-30', 328500], ['2022-12-31', 93870], ['2023-03-31', 368860],
  ['2023-06-30', 146720], ['2023-09-30', 310910], ['2023-12-31', 152490], ['2024-03-31', 358480],
  ['2024-06-30', 143090], ['2024-09-30', 14820],
];

/** A row for each published outcome, of made-up people on made-up days within the published term; and the payments. */
function skillMill() {
  const rows = ['young_person,result,reached_on,evidence'];
  for (const [at, [outcome, , count]] of SKILL_MILL.entries()) {
    for (let who = 1; who <= count; who += 1) {
      const day = new Date(Date.UTC(2020, 7, 1 + at * 60 + who * 5)).toISOString().slice(0, 10);
      rows.push(`YP${String(who).padStart(3, '0')},${outcome},${day},verified`);
    }
  }
  // Two that must not be paid, and are not lost: one twice, one that nobody has verified.
  rows.push('YP001,registered,2020-08-06,verified', 'YP244,registered,2024-01-15,claimed');
  return { 'results.csv': rows, 'paid.csv': ['paid_on,paid_gbp', ...PAID.map(row => row.join(','))] };
}

test('a published rate card is typed over one’s own files, and an auditor follows the statement to the last row', async t => {
  const files = skillMill();
  const folder = await scratch(t);
  const at = Object.entries(files).map(([name, rows]) => {
    writeFileSync(path.join(folder, name), `${rows.join('\n')}\n`);
    return path.join(folder, name);
  });
  const { page, complaints, outside } = await look(t);
  await visit(page, site.address, 'data', { lang: 'en' });
  await page.locator('input#files').setInputFiles(at);
  await page.locator('#understand').focus();
  await page.keyboard.press('Enter');
  await page.locator('#confirm').waitFor();
  for (let left = 20; left > 0 && await page.locator('.asked.unanswered').count() > 0; left -= 1) {
    const open = await page.locator('.asked.unanswered').count();
    await page.locator('.asked.unanswered input').first().focus();
    await page.keyboard.press('Space');
    await page.waitForFunction(before => document.querySelectorAll('.asked.unanswered').length < before, open);
  }
  await page.locator('#accept').focus();
  await page.keyboard.press('Enter');
  await page.locator('.outcome').waitFor();
  await page.locator('header nav').getByRole('link', { name: 'Contracts', exact: true }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  await press(page, 'link', 'Type a new contract');
  await page.locator('#field-rule-1-price').waitFor();
  // Where the outcomes stand, and what holds over all rules.
  await type(page, 'field--label', 'The Skill Mill');
  await type(page, 'field--currency', 'GBP');
  await type(page, 'field--starts', '2020-08-01');
  await type(page, 'field--ends', '2025-01-31');
  await type(page, 'field--party-provider', 'The Skill Mill');
  await type(page, 'field--table', 'results');
  const columns = { outcome: 'result', date: 'reached_on', participant: 'young_person', status: 'evidence' };
  for (const [key, column] of Object.entries(columns)) await type(page, `field--${key}`, column);
  for (const [number, [outcome, price]] of SKILL_MILL.entries()) {
    const id = `field-rule-${number + 1}`;
    if (number > 0) {
      await press(page, 'button', 'Add a rule');
      await page.locator(`#${id}-price`).waitFor();
    }
    await type(page, `${id}-outcome`, outcome);
    await type(page, `${id}-price`, price.toLocaleString('en-GB'));
    await reads(page, `Pays GBP ${price.toLocaleString('en-GB')}.00 per participant with “${outcome}”`);
  }
  // What was really paid.
  await type(page, 'field--ledger-table', 'paid');
  await type(page, 'field--ledger-amount', 'paid_gbp');
  await type(page, 'field--ledger-date', 'paid_on');
  // By another road: price times published result.
  const due = SKILL_MILL.map(([, price, count]) => price * count);
  const total = due.reduce((sum, one) => sum + one);
  assert.equal(total, 4_710_060);
  await page.waitForFunction(() => document.querySelector('#tried-total')?.textContent.includes('4,710,060'));
  const byRule = await page.locator('table.m.money').first().locator('tbody td:nth-child(5)').allInnerTexts();
  assert.deepEqual(byRule.map(amount), due);
  await press(page, 'button', 'Show the statement');
  await page.locator('#statement tbody tr').first().waitFor();
  assert.equal(amount(await page.locator('#total').innerText()), total);
  assert.match(await page.locator('#statement tfoot').innerText(), /1,138/, 'a line for each row, paid or not');
  // Payments beside what was due, in total.
  const paid = PAID.reduce((sum, [, one]) => sum + one, 0);
  const told = await page.locator('table.lines').last().locator('tbody tr').first().innerText();
  for (const number of [total, paid, paid - total]) {
    assert.ok(told.includes(Math.abs(number).toLocaleString('en-GB')), `${number} in ${told}`);
  }
  // The statement as a file: each line is a row of the file that was loaded, and says which.
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'button', 'Statement, CSV')]);
  const lines = readCsv(await download.path());
  assert.equal(Number(lines.at(-1).amount), total);
  for (const line of lines.slice(0, -1)) {
    const [, outcome, day, status] = files['results.csv'][Number(line.line) - 1].split(',');
    const rule = SKILL_MILL.findIndex(([known]) => known === outcome);
    assert.equal(line.file, 'results.csv');
    assert.equal(line.rule, `rule-${rule + 1}`);
    assert.equal(line.date, day);
    const again = line.reason === 'duplicate';
    const expected = status === 'verified' && !again ? SKILL_MILL[rule][1] : 0;
    assert.equal(Number(line.amount), expected, `${line.file}:${line.line}`);
  }
  const unpaid = lines.slice(0, -1).filter(line => Number(line.amount) === 0);
  assert.deepEqual(unpaid.map(line => [line.status, line.reason]).sort(), [['unpaid', 'duplicate'], ['waiting', 'not_verified']]);
  // A line opens to its row, by keyboard, and the row is the one that was loaded.
  const first = page.locator('[aria-controls="line-1"]');
  await first.focus();
  await page.keyboard.press('Enter');
  await page.locator('#line-1 table.rows tbody tr').first().waitFor();
  const opened = await page.locator('#line-1').innerText();
  const { line, rule } = lines[0];
  assert.ok(opened.includes(`results.csv:${line}`), opened);
  for (const cell of files['results.csv'][Number(line) - 1].split(',').slice(1)) assert.ok(opened.includes(cell), `${cell} in ${opened}`);
  assert.ok(opened.includes(`“${SKILL_MILL[Number(rule.slice(5)) - 1][0]}”`), 'the words of its rule');
  assert.deepEqual(await faults(page), []);
  // From now on: the contract stands among the agreed ones, is kept with the files, and the step can be taken back.
  await press(page, 'button', 'Use these rules from now on');
  await page.waitForURL(url => !url.searchParams.has('edit'));
  await page.locator('#total').waitFor();
  await settled(page);
  assert.equal(amount(await page.locator('#total').innerText()), total);
  assert.match(await page.locator('main').innerText(), /The Skill Mill/);
  await page.locator('header nav').getByRole('link', { name: 'Contracts', exact: true }).focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(await page.locator('table.m.money').first().innerText(), /The Skill Mill/);
  assert.deepEqual([complaints, outside], [[], []]);
});

test('a rate card is typed from nothing, and its statement is that of the command line', async t => {
  const own = await serve(youth);
  t.after(own.stop);
  const { page, complaints } = await look(t);
  await visit(page, own.address, 'contracts');
  await page.getByRole('link', { name: 'Type a new contract' }).click();
  await page.locator('#field-rule-1-price').waitFor();
  assert.match(await page.locator('main h1').innerText(), /cannot be run yet/);
  // As the contract that is in the bundle says it, word for word.
  await type(page, 'field--table', 'outcomes');
  const columns = { outcome: 'outcome', date: 'achieved_on', participant: 'participant_id', started: 'started_on', status: 'status' };
  for (const [key, column] of Object.entries(columns)) await type(page, `field--${key}`, column);
  await type(page, 'field--currency', 'GBP');
  await type(page, 'field--starts', '2019-01-01');
  await type(page, 'field--ends', '2022-12-31');
  await type(page, 'field-rule-1-outcome', 'sustained');
  await type(page, 'field-rule-1-price', '3,500');
  await reads(page, 'Pays GBP 3,500.00 per participant');
  // The price becomes the first tier; the second begins after two units.
  await addRow(page, 'field-rule-1-tiers', '0-from');
  await page.waitForFunction(() => document.querySelector('#field-rule-1-tiers-0-price').value === '3500');
  assert.equal(await page.locator('#field-rule-1-price').inputValue(), '');
  await addRow(page, 'field-rule-1-tiers', '1-from');
  await type(page, 'field-rule-1-tiers-1-from', '2');
  await type(page, 'field-rule-1-tiers-1-price', '2800');
  await reads(page, 'Pays GBP 3,500.00, then GBP 2,800.00 after 2 units paid');
  await page.getByRole('button', { name: 'Show the statement' }).click();
  await page.locator('#statement tbody tr').first().waitFor();
  const total = amount(await page.locator('#total').innerText());
  assert.ok(total > 0);
  await page.locator('[aria-controls="line-1"]').click();
  await page.locator('#line-1 table.rows tbody tr').first().waitFor();
  const files = {};
  for (const [label, ending] of [['Statement, CSV', 'csv'], ['Statement, XLSX', 'xlsx'], ['Take these rules as a file', 'toml']]) {
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('button', { name: label, exact: true }).click(),
    ]);
    files[ending] = await download.path();
    assert.equal(download.suggestedFilename(), `contract-1.${ending}`);
  }
  // The piece of a framework in its place: the command line pays the same, line for line.
  const folder = path.join(await scratch(t), 'bundle');
  cpSync(youth, folder, { recursive: true });
  const framework = path.join(folder, 'framework.toml');
  writeFileSync(framework, `${readFileSync(framework, 'utf8')}\n${readFileSync(files.toml, 'utf8')}`);
  const paid = JSON.parse(await call('pay', folder, '--contract', 'contract-1', '--json'));
  assert.equal(paid.total, total);
  assert.equal(readFileSync(files.csv, 'utf8'), await call('pay', folder, '--contract', 'contract-1'));
  // All of it is in the address.
  await page.reload();
  await page.locator('#total').waitFor();
  assert.equal(amount(await page.locator('#total').innerText()), total);
  assert.deepEqual(complaints, []);
});

test('every part of a rule can be typed, is read back, and opens its group', async t => {
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'contracts', { contract: 'aurora', view: 'rules' });
  await page.locator('#field-entry-price').waitFor();
  const closed = await page.locator('#field-entry-unless').evaluate(field => field.closest('details').open);
  for (const [key, text, words] of [
    ['highest_of', 'work', 'only the highest of the rules “work”'],
    ['cap-per_period-amount', '90,000', 'up to EUR 90,000.00 a year'],
    ['cap-per_period-every', 'quarter', 'up to EUR 90,000.00 a quarter'],
  ]) {
    await type(page, `field-entry-${key}`, text);
    await reads(page, words);
  }
  // Prices by day, row by row; the one that stood alone is the first.
  await addRow(page, 'field-entry-prices', '0-from');
  await type(page, 'field-entry-prices-0-from', '2022-01-01');
  await type(page, 'field-entry-prices-0-until', '2023-06-30');
  await addRow(page, 'field-entry-prices', '1-from');
  await type(page, 'field-entry-prices-1-from', '2023-07-01');
  await type(page, 'field-entry-prices-1-price', 'dear');
  await page.waitForFunction(() => document.querySelector('#field-entry-prices-1-price').getAttribute('aria-invalid') === 'true');
  await type(page, 'field-entry-prices-1-price', '2500');
  await reads(page, 'EUR 2,400.00 from 2022-01-01 to 2023-06-30, then EUR 2,500.00 from 2023-07-01');
  // A row goes by keyboard, the focus goes to where the next one is added, and the hole is said.
  await page.locator('#field-entry-prices-1-remove').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'field-entry-prices-add');
  assert.match(await page.locator('#field-entry-prices').innerText(), /2023-07-01/);
  await page.getByRole('button', { name: /^Undo: Removed row/ }).press('Enter');
  await page.locator('#field-entry-prices-1-price').waitFor();
  await type(page, 'field-entry-unless', 'nobody');
  await page.waitForFunction(() => document.querySelector('#field-entry-unless').getAttribute('aria-invalid') === 'true');
  assert.match(await page.locator('#field-entry-unless-notes').innerText(), /expected the id of another payment rule/);
  assert.equal(closed, false);
  assert.equal(await page.locator('#field-entry-unless').evaluate(field => field.closest('details').open), true);
  // A version of the plan with a cap of its own.
  await page.getByRole('button', { name: 'Add a version' }).click();
  await page.locator('#field-version-version-1-from').waitFor();
  const field = await page.locator('#field-version-version-1-cap-amount').elementHandle();
  await type(page, 'field-version-version-1-from', '2024-01-01');
  await type(page, 'field-version-version-1-cap-amount', '100,000');
  await reads(page, 'From 2024-01-01 on: up to EUR 100,000.00 in all.');
  assert.ok(await field.evaluate(element => element.isConnected), 'no answer takes a field away from whoever types in it');
  await page.getByRole('button', { name: /^Undo: At most in all \(version-1\)/ }).click();
  await reads(page, 'From 2024-01-01 on: the cap stays as it was.');
  assert.deepEqual(complaints, []);
});


for (const lang of LANGUAGES) {
  test(`what is typed wrong is said at its field in ${lang}`, async t => {
    const { page, complaints } = await look(t);
    const edits = ['en|entry|price|plenty', 'en|sustained|unless|nobody', 'en||ledger.amount|rule'];
    const url = new URL('contracts/', site.address);
    for (const [key, text] of Object.entries({ lang, contract: 'aurora', view: 'rules' })) url.searchParams.set(key, text);
    edits.slice(0, 2).forEach(edit => url.searchParams.append('edit', edit));
    await page.goto(url.href);
    await settled(page);
    const notes = await page.locator('#field-sustained-unless-notes').innerText();
    assert.match(notes, lang === 'it' ? /Non c'è un'altra regola .*nobody/ : /found "nobody"/);
    const price = await page.locator('#field-entry-price-notes').innerText();
    assert.match(price, lang === 'it' ? /non si può leggere/ : /expected a number/);
    if (lang === 'it') assert.doesNotMatch(`${notes} ${price}`, /expected|found/);
    url.searchParams.append('edit', edits[2]);
    await page.goto(url.href);
    await settled(page);
    const ledger = await page.locator('#field--ledger-amount-notes').innerText();
    assert.match(ledger, lang === 'it' ? /La colonna .*rule.* non è del tipo/ : /expected a column of money or numbers/);
    assert.deepEqual(await faults(page), []);
    assert.deepEqual(complaints, []);
  });
}
