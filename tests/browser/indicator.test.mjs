// What the Indicator page says beyond the lines: trend, promises, gap, places beside the others; each from the engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demonstration } from './lib/folders.mjs';
import { faults } from './lib/axe.mjs';
import { begin, look, site } from './lib/here.mjs';
import { settled, visit } from './lib/pages.mjs';
import { call } from './lib/sites.mjs';

let answer;
begin(async () => {
  answer = JSON.parse(await call('compute', '--json', demonstration));
});

const label = (list, id) => list.find(one => one.id === id).label.en;
const percent = value => `${(value * 100).toFixed(1)}`;

async function looker(t, query, options) {
  const seat = await look(t, options);
  await visit(seat.page, site.address, 'indicator', { lang: 'en', ...query });
  return seat.page;
}

test('the trend sentence claims a direction only where the engine does', async t => {
  for (const id of ['work', 'housing']) {
    const page = await looker(t, { indicator: id });
    const course = answer.courses.find(one => one.indicator === id && !one.place);
    const words = { rising: 'Trend: rising', falling: 'Trend: falling', no_clear_change: 'No clear trend' };
    const said = await page.locator('.told').first().innerText();
    assert.ok(said.includes(words[course.trend.way]), `${id}: ${said}`);
    assert.ok(said.includes(`${course.trend.values} values`), said);
  }
});

test('a break in the series is said and drawn', async t => {
  const page = await looker(t, { indicator: 'neet', place: 'torino' });
  assert.match(await page.locator('main').innerText(), /In 2021 the series begins anew \(new definition/);
});

test('promises stand with pace, projection, agreement and their earlier versions', async t => {
  const page = await looker(t, { indicator: 'work' });
  const table = page.locator('.promises table');
  const promises = answer.promises.filter(one => one.indicator === 'work');
  const rows = await table.locator('tbody tr').allInnerTexts();
  assert.equal(rows.length, Math.min(12, promises.length));
  const whole = promises.find(one => !one.place && !one.group);
  assert.ok(rows[0].includes(percent(whole.target)), rows[0]);
  assert.ok(rows[0].includes(percent(whole.projection.value)), rows[0]);
  assert.ok(rows.some(row => row.startsWith('Women')), 'a promise to a group');
  await page.locator('.versions summary').click();
  const versions = await page.locator('.versions li').allInnerTexts();
  assert.equal(versions.length, whole.versions.length);
  assert.ok(versions.some(one => one.includes('not agreed')) && versions.some(one => one.includes('replaced since')));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Promises, CSV' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'work-promises.csv');
});

test('the gap names the worst-off group and is drawn with its table', async t => {
  const page = await looker(t, { indicator: 'work', by: 'sex' });
  const equity = answer.equity.find(one => one.indicator === 'work' && one.dimension === 'sex');
  const last = equity.gaps.filter(one => one.period).at(-1);
  assert.equal(last.worst, 'female');
  const told = page.locator('.equity .told');
  await told.waitFor();
  assert.match(await told.innerText(), /^.*Women: worst off, [\d.]+ points/s);
  const figure = page.locator('#figure-gap');
  await figure.locator('svg').first().waitFor();
  await figure.getByRole('button', { name: 'Table' }).click();
  await settled(page);
  assert.equal(await figure.locator('tbody tr').count(), equity.over_time.length);
  assert.equal(await figure.locator('tbody .cell-button').count(), 0, 'a gap has no one receipt');
});

test('places are told apart from the others only where they differ clearly', async t => {
  const page = await looker(t, { indicator: 'work' });
  const note = await page.locator('#figure-by-place .figure-note').innerText();
  const shown = new URL(page.url()).searchParams.get('period') ?? answer.promises.find(one => one.indicator === 'work').period;
  const clear = answer.findings.filter(one => one.indicator === 'work' && one.period === shown && one.beside === 'above');
  for (const one of clear) assert.ok(note.includes(label(answer.framework.places, one.place)), note);
  assert.match(note, /No clear difference from the others/);
});

test('an effect stands with its interval, its choices and its charts', async t => {
  const page = await looker(t, { indicator: 'coaching' });
  const section = page.locator('#effect');
  const whole = answer.effects.find(one => one.indicator === 'coaching' && !one.place && !one.period && !one.group);
  const said = await section.innerText();
  for (const value of [whole.value, whole.low, whole.high]) assert.ok(said.includes(percent(value)), `${value}: ${said}`);
  assert.match(said, /This is a clear improvement/);
  assert.match(said, /stayed on the waiting list/);
  assert.ok(said.includes(`${whole.matching.groups} groups with both sides`), said);
  assert.match(said, /People who were lost/);
  assert.match(said, /registers of applicants/);
  const italian = await (await looker(t, { indicator: 'coaching', lang: 'it' })).locator('#effect').innerText();
  assert.match(italian, /registri delle domande/);
  assert.doesNotMatch(italian, /registers of/);
  assert.doesNotMatch(await page.locator('main').innerText(), /No comparison group is named/);
  const figure = page.locator('#figure-effect-places');
  await figure.locator('svg').first().waitFor();
  await figure.getByRole('button', { name: 'Table' }).click();
  await settled(page);
  const rows = await figure.locator('tbody tr').allInnerTexts();
  const places = answer.effects.filter(one => one.indicator === 'coaching' && one.place && !one.period && !one.group);
  assert.equal(rows.length, places.length + 1);
  for (const one of places) {
    const name = label(answer.framework.places, one.place);
    assert.ok(rows.some(row => row.startsWith(name) && row.includes(percent(one.value).replace('-', '−'))), `${name} ${one.value}: ${rows.join(' | ')}`);
  }
  assert.ok(places.some(one => one.verdict === 'unclear'), 'one city where nothing clear was changed');
});

test('groups have effects of their own, with their table', async t => {
  const page = await looker(t, { indicator: 'coaching', by: 'sex', period: 'all' });
  const figure = page.locator('#figure-effect-groups');
  await figure.locator('svg').first().waitFor();
  await figure.getByRole('button', { name: 'Table' }).click();
  await settled(page);
  const rows = await figure.locator('tbody tr').allInnerTexts();
  const groups = answer.effects.filter(one => one.indicator === 'coaching' && one.dimension === 'sex' && !one.place && !one.period);
  assert.equal(groups.length, 2);
  assert.equal(rows.length, 3, 'all together, then women and men');
  for (const one of groups) assert.ok(rows.some(row => row.includes(percent(one.value).replace('-', '−'))), `${one.value}: ${rows.join(' | ')}`);
  assert.deepEqual(await faults(page), []);
});

test('a receipt opens the rows of the comparison group beside its own', async t => {
  const page = await looker(t, { indicator: 'coaching', period: 'all', table: 'by-place' });
  await page.locator('#figure-by-place tbody .cell-button').first().click();
  const dialog = page.getByRole('dialog');
  const first = dialog.locator('table.rows tbody tr').first();
  await first.waitFor();
  assert.match(await first.innerText(), /place/);
  await dialog.getByRole('button', { name: 'The comparison group' }).click();
  // Among its own rows, too, those of the waiting list stand below, as left out.
  await dialog.locator('table.rows tbody tr:first-child', { hasText: 'waiting list' }).waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'The comparison group' }).getAttribute('aria-pressed'), 'true');
  assert.deepEqual(await faults(page), []);
});

test('without a comparison group the page says that the number is no effect', async t => {
  const page = await looker(t, { indicator: 'work' });
  assert.match(await page.locator('main').innerText(), /No comparison group is named for this indicator/);
  assert.equal(await page.locator('#effect').count(), 0);
});

test('an effect is whole at 390 pixels, in the dark, in Italian', async t => {
  const page = await looker(t, { indicator: 'coaching', lang: 'it', theme: 'dark' }, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' });
  await page.locator('#figure-effect-places svg').first().waitFor();
  assert.match(await page.locator('#effect').innerText(), /miglioramento chiaro/);
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= window, `${wide} pixels wide`);
  assert.deepEqual(await faults(page), []);
});

test('places that differ clearly stand apart in the chart, its table and what is read out', async t => {
  const words = { above: 'Clearly above all others together', alike: 'No clear difference from all others', below: 'Clearly below all others together' };
  const page = await looker(t, { indicator: 'work', period: 'all' });
  const found = answer.findings.filter(one => one.indicator === 'work' && one.place && !one.period && !one.group && one.beside);
  const figure = page.locator('#figure-by-place');
  const drawn = (await figure.locator('svg').first().textContent()).replaceAll(/\s/g, ' ');
  const told = await page.locator('#about-by-place').textContent();
  for (const kind of Object.keys(words)) {
    const there = found.some(one => one.beside === kind);
    assert.equal(drawn.includes(words[kind]), there, `${kind} is drawn`);
    assert.equal(told.includes(words[kind]), there, `${kind} is read out`);
  }
  await figure.getByRole('button', { name: 'Table' }).click();
  await settled(page);
  const rows = await figure.locator('tbody tr').allInnerTexts();
  for (const one of found.filter(one => one.place !== '_U')) {
    const row = rows.find(row => row.startsWith(label(answer.framework.places, one.place)));
    assert.ok(row.endsWith(words[one.beside]), row);
  }
  assert.ok(found.some(one => one.beside === 'alike') && found.some(one => one.beside !== 'alike'), 'both kinds occur');
});

test('how many rows are complete stands beside the value, and attention is drawn to what is old, apart or missing', async t => {
  const page = await looker(t, { indicator: 'work' });
  const course = answer.courses.find(one => one.indicator === 'work' && !one.place);
  const last = answer.findings.find(one => one.indicator === 'work' && one.period === course.last && !one.place && !one.group);
  const whole = !last.unreported && !last.partial;
  assert.match(await page.locator('.headline-words').innerText(), whole ? /all rows complete/ : /rows complete/);
  await visit(page, site.address, 'overview', { lang: 'en' });
  assert.equal(await page.locator('.kpi .ci', { hasText: 'rows complete' }).count(), await page.locator('.kpi').count());
  await page.locator('.notices-more').evaluateAll(all => all.forEach(one => { one.open = true; }));
  const items = await page.locator('.attention .notices li').allInnerTexts();
  assert.ok(answer.notices.length > 0, 'the demonstration has something to say');
  assert.equal(items.length, answer.notices.length);
  for (const one of answer.notices) {
    const name = label(answer.framework.indicators, one.indicator);
    assert.ok(items.some(item => item.startsWith(name)), `${name}: ${items.join(' | ')}`);
  }
});

test('drawn intervals come with the published answer and name their method', async t => {
  const page = await looker(t, { indicator: 'cost' });
  const text = await page.locator('.headline').innerText();
  assert.match(text, /95 % interval .* \(bootstrap\)/);
});
