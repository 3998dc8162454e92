// The records job in Esito and in DuckDB-Wasm, in the same Chromium, one after the other: `make bench`.
//
//   node tests/bench/run.mjs [ROWS …]      default 100000 1000000
//
// Prints medians and ratios; fails where the two do not agree on a figure. Machines differ: quote the ratios.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { launch } from '../browser/lib/chromium.mjs';
import { dist, program, root } from '../browser/lib/folders.mjs';
import { host } from '../browser/lib/sites.mjs';

const sizes = process.argv.slice(2).map(Number);
const ROWS = sizes.length > 0 ? sizes : [100_000, 1_000_000];
// The smaller the job the more often, until both programs are warm and their medians stand still.
const RUNS = rows => (rows > 300_000 ? 5 : 15);
// Why Esito has no value where SQL has none.
const NOTHING = ['not_reported', 'denominator_zero'];
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

const records = path.join(homedir(), '.cache/esito/records');
mkdirSync(records, { recursive: true });
for (const rows of ROWS) {
  const file = path.join(records, `${rows}.csv`);
  if (existsSync(file)) continue;
  console.log(`bench: writing ${rows} records`);
  execFileSync(program('records', 'release'), [String(rows), file]);
}

const site = await host({ '/dist/': dist, '/lib/': path.join(root, 'tests/browser/lib'), '/bench/': path.join(root, 'tests/bench'), '/records/': records });
const browser = await launch();

async function job(name, rows) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('pageerror', error => complaints.push(error.message));
  await page.goto(`${site.address}/bench/${name}.html`);
  await page.waitForFunction('window.ready').catch(() => { throw new Error(`${name}: ${complaints.join('; ')}`); });
  const result = await page.evaluate(([url, runs]) => window.job(url, runs), [`/records/${rows}.csv`, RUNS(rows)]);
  await page.close();
  return result;
}

/**
 * Counts exactly, everything else to nine digits. What Esito withholds, as DuckDB does not, is counted.
 * A group that the filter leaves no row stays in Esito's answer, with the reason; SQL leaves it out.
 */
function compare(all, theirs, figures) {
  const silent = row => Object.values(row).every(value => value === 0 || value === 'withheld' || NOTHING.includes(value));
  const ours = Object.fromEntries(Object.entries(all).filter(([key, row]) => key in theirs || !silent(row)));
  assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort(), 'the same cities, years and sexes');
  assert.ok(Object.keys(ours).length > 0, 'there are results');
  let withheld = 0;
  for (const [key, row] of Object.entries(theirs)) {
    for (const figure of figures) {
      const [found, expected] = [ours[key][figure], row[figure]];
      if (found === expected || (expected === null && NOTHING.includes(found))) continue;
      if (found === 'withheld') {
        withheld += 1;
        continue;
      }
      assert.ok(!['n', 'engaged', 'achieved', 'partnerships'].includes(figure), `${key} ${figure}: ${found}, ${expected}`);
      assert.ok(typeof found === 'number' && typeof expected === 'number', `${key} ${figure}: ${found}, ${expected}`);
      assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${key} ${figure}: ${found}, ${expected}`);
    }
  }
  return withheld / (Object.keys(theirs).length * figures.length);
}

const show = (what, ms) => `${what} ${ms.toFixed(ms < 100 ? 1 : 0).padStart(7)} ms`;
try {
  for (const rows of ROWS) {
    const duckdb = await job('duckdb', rows);
    const esito = await job('esito', rows);
    const withheld = {
      cold: compare(esito.rows, duckdb.rows, esito.figures),
      warm: compare(esito.filtered, duckdb.filtered, esito.figures),
    };
    assert.ok(withheld.cold < 0.5, `most figures can be compared, ${withheld.cold} withheld`);
    console.log(`\n${rows.toLocaleString('en')} rows, ${Object.keys(esito.rows).length} groups, medians of ${RUNS(rows)} runs; the figures agree`);
    for (const [name, one] of Object.entries({ 'DuckDB-Wasm': duckdb, Esito: esito })) {
      const longest = one.tasks.length > 0 ? `${Math.round(Math.max(...one.tasks))} ms` : 'under 50 ms';
      console.log(`  ${name.padEnd(12)} ${show('boot', one.boot)}  ${show('cold', median(one.cold))}  ${show('warm', median(one.warm))}  longest task of the page ${longest}`);
    }
    const share = kind => `${Math.round(100 * withheld[kind])} %`;
    console.log(`  small groups: Esito withholds ${share('cold')} of the figures, under the filter ${share('warm')}`);
    const times = kind => (median(duckdb[kind]) / median(esito[kind])).toFixed(2);
    console.log(`  Esito is ${times('cold')} times as fast cold, ${times('warm')} times warm`);
  }
} finally {
  await browser.close();
  site.stop();
}
