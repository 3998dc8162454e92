// Value: the figures are those of `esito value` and `esito money` to the digit; a moved assumption changes figure and
// address, undo takes it back; what is missing is seen; files hold what the screen shows.
import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { demonstration } from './lib/folders.mjs';
import { begin, look, site } from './lib/here.mjs';
import { settled, visit } from './lib/pages.mjs';
import { call, host, scratch, serve } from './lib/sites.mjs';

let value;
let money;
begin(async () => {
  value = JSON.parse(await call('value', '--json', demonstration));
  money = JSON.parse(await call('money', '--json', demonstration)).money;
});

/** The exact number behind a figure. */
const figure = async (page, id) => Number(await page.locator(`#${id}`).getAttribute('value'));

/** Waits until a figure is this number. */
const becomes = (page, id, number) => page.waitForFunction(
  ([id, number]) => Number(document.getElementById(id)?.getAttribute('value')) === number,
  [id, number],
);

/** The figures with these assumptions, from the command line. */
async function assuming(...pairs) {
  return JSON.parse(await call('value', '--json', demonstration, ...pairs.flatMap(pair => ['--assume', pair])));
}

const sets = page => new URL(page.url()).searchParams.getAll('set');

test('the figures are those of the command line, before the engine is there', async t => {
  const { page } = await look(t);
  await page.route(/worker/, () => {});
  await visit(page, site.address, 'value', { lang: 'en' });
  await page.locator('#ratio').waitFor();
  assert.equal(await figure(page, 'ratio'), value.ratio);
  assert.equal(await figure(page, 'other-ratio'), value.other_convention.ratio);
  assert.equal(await figure(page, 'net-value'), value.net_value);
  assert.equal(await figure(page, 'payback'), value.payback_years);
  const heading = await page.locator('h1').innerText();
  for (const number of [value.ratio, value.range.p5, value.range.p95]) {
    assert.ok(heading.includes(number.toFixed(2)), `${number} in "${heading}"`);
  }
  const text = (await page.locator('main').innerText()).replaceAll('\u00a0', ' ');
  assert.match(text, /first year not discounted; 3 % a year/);
  assert.match(text, /first year discounted; 3 % a year/);
  assert.ok(text.includes(`seed ${value.range.seed}`) && text.includes('10,000 runs'));
});

test('a moved assumption changes figure and address; undo and back bring them back', async t => {
  const { page, complaints } = await look(t);
  await visit(page, site.address, 'value', { lang: 'en' });
  const field = page.locator('#set-work-deadweight');
  await field.fill('50');
  await field.press('Enter');
  const moved = await assuming('work.deadweight=0.5');
  assert.notEqual(moved.ratio, value.ratio);
  await becomes(page, 'ratio', moved.ratio);
  assert.deepEqual(sets(page), ['work.deadweight:0.5']);
  await page.getByText('1 assumption is your own').first().waitFor();
  await page.getByText('The framework says 35 %').waitFor();

  // The keyboard moves the slider; each press is a step of its own.
  const slider = page.locator('#outcome-work .row', { has: page.locator('#set-work-attribution') }).locator('input[type=range]');
  await slider.focus();
  await slider.press('ArrowRight');
  const both = await assuming('work.deadweight=0.5', 'work.attribution=0.21');
  await becomes(page, 'ratio', both.ratio);
  assert.deepEqual(sets(page), ['work.deadweight:0.5', 'work.attribution:0.21']);

  await slider.press('Control+z');
  await becomes(page, 'ratio', moved.ratio);
  await page.getByRole('button', { name: 'Undo' }).click();
  await becomes(page, 'ratio', value.ratio);
  assert.deepEqual(sets(page), []);
  await page.goBack();
  await becomes(page, 'ratio', moved.ratio);
  await page.getByRole('button', { name: 'Back to the framework' }).first().click();
  await becomes(page, 'ratio', value.ratio);
  assert.deepEqual(complaints, []);
});

test('the address alone shows a reader’s own assumptions, on a site without rows under a path', async t => {
  const folder = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', folder);
  const published = await host({ '/x/y/': folder });
  t.after(published.stop);
  const { page, outside, complaints } = await look(t);
  const address = `${published.address}/x/y/value/?lang=it&set=inputs:900000&set=discount_rate:0.06`;
  const moved = await assuming('inputs=900000', 'discount_rate=0.06');
  for (const once of ['opened', 'reloaded']) {
    if (once === 'opened') await page.goto(address); else await page.reload();
    await settled(page);
    await becomes(page, 'ratio', moved.ratio);
    await page.getByText('2 ipotesi sono tue, non del quadro.').first().waitFor();
  }
  assert.deepEqual(outside, []);
  assert.deepEqual(complaints, []);
});

test('what cannot be is passed over and said', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'value', { lang: 'en', set: 'work.deadweight:1.4' });
  await page.locator('#remarks').getByText('Assumptions that cannot be').waitFor();
  assert.equal(await figure(page, 'ratio'), value.ratio);
  const field = page.locator('#set-work-displacement');
  await field.fill('');
  await field.press('Tab');
  assert.equal(await field.inputValue(), '10', 'an emptied field goes back');
});

test('names and evidence stand in the reader’s language', async t => {
  const { page } = await look(t);
  for (const [lang, told, other] of [
    ['en', [/Participants/, /survey of employers/, /A year in work/], /indagine/],
    ['it', [/Partecipanti/, /indagine presso i datori di lavoro/, /Un anno di lavoro/], /survey/],
  ]) {
    await visit(page, site.address, 'value', { lang });
    const map = await page.locator('#outcome-work').innerText();
    for (const words of told) assert.match(map, words, lang);
    assert.doesNotMatch(await page.locator('#map').innerText(), other, lang);
  }
});

test('a quantity that an indicator counts leads to it', async t => {
  const folder = path.join(await scratch(t), 'counted');
  await cp(demonstration, folder, { recursive: true });
  const file = path.join(folder, 'framework.toml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('quantity = 131\n', 'indicator = "work"\n'));
  const own = await serve(folder);
  t.after(own.stop);
  const counted = JSON.parse(await call('value', '--json', folder)).outcomes.find(one => one.id === 'wellbeing').quantity;
  const { page } = await look(t);
  await visit(page, own.address, 'value', { lang: 'en' });
  assert.equal(Number(await page.locator('#set-wellbeing-quantity').inputValue()), counted);
  const link = page.locator('#outcome-wellbeing').getByText('Counted by the indicator').getByRole('link');
  // Its id stands there until the names have come.
  await link.filter({ hasText: 'In work six months after' }).waitFor();
  const label = await link.innerText();
  await link.focus();
  await page.keyboard.press('Enter');
  await settled(page);
  assert.equal(new URL(page.url()).searchParams.get('indicator'), 'work');
  assert.equal(await page.locator('main h1').first().innerText(), label);
});

test('missing evidence and a refused map are seen', async t => {
  const folder = path.join(await scratch(t), 'gaps');
  await cp(demonstration, folder, { recursive: true });
  const file = path.join(folder, 'framework.toml');
  const text = await readFile(file, 'utf8');
  const cut = text.replace('displacement = { share = 0.10, evidence = { en = "Illustrative: survey of employers", it = "Illustrativo: indagine presso i datori di lavoro" } }\n', '');
  assert.notEqual(cut, text);
  await writeFile(file, cut);
  const gaps = await serve(folder);
  t.after(gaps.stop);
  const { page } = await look(t);
  await visit(page, gaps.address, 'value', { lang: 'en' });
  await page.getByText('1 assumption has no evidence').waitFor();
  await page.locator('#outcome-work').getByText('Not stated: taken as zero').waitFor();

  await writeFile(file, text.replace('discount_rate = 0.03\nfirst_year', 'discount_rate = 1.4\nfirst_year'));
  const refused = await serve(folder);
  t.after(refused.stop);
  await visit(page, refused.address, 'value', { lang: 'en' });
  await page.getByRole('heading', { level: 1, name: 'The value map cannot be used' }).waitFor();
  await page.locator('#remarks').waitFor();
  assert.equal(await page.locator('#ratio').count(), 0);
});

test('every chart has its table and a file that equals it', async t => {
  const { page } = await look(t, { acceptDownloads: true });
  await visit(page, site.address, 'value', { lang: 'en' });
  for (const [id, rows] of [
    ['gross-to-net', value.steps.length],
    ['range', value.range.bins.length],
    ['tornado', value.sensitivity.length],
    ['cash-flow', money[0].parties[0].periods.length],
  ]) {
    const figure = page.locator(`#figure-${id}`);
    assert.equal(await figure.locator('svg.chart').count(), 1, id);
    assert.ok((await page.locator(`#about-${id}`).innerText()).length > 40, `${id} in words`);
    await figure.getByRole('button', { name: 'Table' }).click();
    await figure.locator('table tbody tr').first().waitFor();
    assert.equal(await figure.locator('table tbody tr').count(), rows, id);
    await figure.locator('summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), figure.getByText('Values shown, CSV').click()]);
    const file = await readFile(await download.path(), 'utf8');
    assert.equal(file.trim().split('\r\n').length, rows + 1, id);
    assert.match(file, /Illustrative data/, id);
  }
});

test('money over time is that of the command line, each flow with its row', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'value', { lang: 'en' });
  const plan = money[0];
  const parties = page.locator('#parties tbody tr');
  assert.equal(await parties.count(), plan.parties.length);
  const investor = plan.parties.find(party => party.role === 'investor');
  const row = parties.filter({ hasText: investor.name });
  const rate = (investor.so_far.rate * 100).toFixed(1);
  assert.ok((await row.innerText()).replaceAll('\u00a0', ' ').includes(`${rate} %`), await row.innerText());
  const verified = plan.per_outcome.find(one => one.side === 'outcome_payer' && one.counted === 'verified');
  const costs = await page.locator('#costs').innerText();
  assert.ok(costs.includes(`€${Math.round(verified.value).toLocaleString('en-GB')}`), costs);

  await page.locator('.money-flows summary').click();
  assert.equal(await page.locator('#flows tbody tr').count(), plan.flows.length);
  assert.ok((await page.locator('#flows').innerText()).includes('money.csv:2'));
  await page.getByText('1 row could not be used').waitFor();

  // A flow opens to its row; an amount of a party leads to the flows that it is the sum of.
  await page.locator('[aria-controls="flow-0-1"]').click();
  const opened = page.locator('#flow-0-1 table.rows tbody tr');
  await opened.waitFor();
  assert.ok((await opened.innerText()).includes(`${plan.flows[0].file}:${plan.flows[0].line}`));
  const received = row.getByRole('button').nth(1);
  await received.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Only what ${investor.name} received` }).waitFor();
  const own = plan.flows.filter(flow => flow.to === investor.name);
  assert.equal(await page.locator('#flows tbody tr:not(.opened)').count(), own.length);
  await page.getByRole('button', { name: `Only what ${investor.name} received` }).click();

  const payer = plan.parties.find(party => party.role === 'outcome_payer');
  await page.getByRole('button', { name: payer.name }).click();
  await page.locator('#figure-cash-flow h3', { hasText: payer.name }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get('party'), payer.name);
});
