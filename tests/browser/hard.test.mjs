// Every hard file is understood in the browser as on the command line: its headers, its rows, its numbers.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { dist, hard, root } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { readCells } from './lib/csv.mjs';
import { host } from './lib/sites.mjs';

beginAlone();

const files = readdirSync(hard).filter(name => !/\.(expected\.csv|remarks)$/.test(name));
const plain = /^-?\d+(\.\d+)?$/;

/** What the worker makes of each file, columns and the beginning of the remarks. */
async function understood(page, names) {
  return page.evaluate(async names => {
    const out = [];
    for (const name of names) {
      const buffer = await (await fetch(`/hard/${encodeURIComponent(name)}`)).arrayBuffer();
      const decisions = { files: {}, indicators: {} };
      const first = await window.link.ask({ understand: { names: [name], decisions } }, [buffer]);
      let { told } = first;
      const file = told.files?.[0];
      if (file && file.made_long) {
        // Wide columns as they stand in the file.
        const wide = { files: { [file.file]: { wide: true, columns: {} } }, indicators: {} };
        ({ told } = await window.link.ask({ decide: wide }));
      }
      out.push({ name, kind: first.kind, told });
    }
    return out;
  }, names);
}

test('hard files have the same headers, rows and numbers in the browser', { timeout: 600_000 }, async t => {
  assert.ok(files.length > 600, `${files.length} files`);
  const site = await host({ '/dist/': dist, '/hard/': hard, '/lib/': path.join(root, 'tests/browser/lib') });
  t.after(site.stop);
  const { page, complaints } = await look(t);
  await page.goto(`${site.address}/lib/blank.html`);
  await page.evaluate(async () => {
    const { connect } = await import('/lib/link.js');
    window.link = await connect('/dist/worker_loader.js');
  });
  const faults = [];
  let numbers = 0;
  for (const { name, kind, told } of await understood(page, files)) {
    const fault = words => faults.push(`${name}: ${words}`);
    if (kind !== 'understood') { fault(kind); continue; }
    const truth = path.join(hard, `${name}.expected.csv`);
    const text = readFileSync(truth, 'utf8');
    const [expected = [], ...rows] = readCells(truth);
    const headers = one => one.columns.filter(column => !column.made).map(column => column.header);
    // What a zip holds are files of their own; one of them is what `esito read` takes.
    const file = told.files.find(one => JSON.stringify(headers(one)) === JSON.stringify(expected)) ?? told.files[0];
    if (!file) {
      // Refused: nothing is read, or the file is for the command line.
      const refused = told.remarks.some(remark => remark.severity === 'fatal');
      if (!refused) fault('neither a table nor a fatal remark');
      if (text.trim() !== '' && !name.endsWith('.parquet')) fault('refused');
      continue;
    }
    const columns = file.columns.filter(column => !column.made);
    if (rows.length > 0 && columns.length > 0) {
      const found = columns.map(column => column.header);
      if (JSON.stringify(found) !== JSON.stringify(expected)) fault(`headers ${found} instead of ${expected}`);
      if (!file.in_part && columns.length > 1 && file.rows !== rows.length) fault(`${file.rows} rows instead of ${rows.length}`);
    }
    for (const column of columns) {
      const at = expected.indexOf(column.header);
      const cells = rows.map(row => row[at] ?? '');
      const filled = cells.filter(cell => cell !== '');
      // Where the truth is numbers, what a sample is read as must be one of them, or be asked.
      if (filled.length === 0 || !filled.every(cell => plain.test(cell))) continue;
      for (const { after } of column.samples) {
        const number = after.number ?? (after.percent === undefined ? undefined : after.percent * 100);
        if (number === undefined || number === null) continue;
        numbers += 1;
        const near = filled.some(cell => [1, 100].some(by => Math.abs(Number(cell) * by - number) <= 1e-9 * Math.max(1, Math.abs(number))));
        if (!near && column.questions.length === 0) fault(`${column.header}: ${number} is none of ${filled.slice(0, 5)}`);
      }
    }
  }
  assert.ok(numbers > 1500, `${numbers} numbers were compared`);
  assert.deepEqual(faults, [], `${faults.length} faults`);
  assert.deepEqual(complaints, []);
});
