// What a visitor downloads, compressed as a web host would, against the budget: `make sizes`.
// The budget holds for the `size` profile, which is what is published; on a quick build the sizes are only told.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { demonstration, dist } from './browser/lib/folders.mjs';
import { call, scratch } from './browser/lib/sites.mjs';

// The first figures stand in the page itself (docs/decisions/0007-first-sight.md): page, styles and fonts come before
// them, and nothing else. The interface comes behind. It doubled with the pages Contracts, Value, Place, Verify and the
// index, all in one module: the ceiling keeps it from growing further, and is to be lowered to the aim by splitting it.
const FIRST_PAINT_KB = 250;
const INTERFACE_AIM_KB = 250;
const INTERFACE_KB = 1150;
const ENGINE_KB = 2800;
// The writer of workbooks, loaded by its button alone.
const SHEETS_KB = 330;
const published = readFileSync(path.join(dist, '.profile'), 'utf8').trim() === 'size';

/** Kilobytes after brotli at this quality. */
function compressed(file, quality) {
  const bytes = readFileSync(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params }).length / 1000;
}

function hold(what, kilobytes, budget) {
  const line = `${what}: ${kilobytes.toFixed(1)} kB of ${budget} kB`;
  console.log(published ? line : `${line} (not enforced on a quick build)`);
  if (published) assert.ok(kilobytes <= budget, line);
}

/** Tells the sizes of these files of a site, and their sum. */
function weigh(site, names) {
  const sizes = names.map(name => [name, compressed(path.join(site, name), 11)]);
  for (const [name, size] of sizes) console.log(`  ${size.toFixed(1).padStart(8)} kB  ${name}`);
  return sizes.reduce((sum, [, size]) => sum + size, 0);
}

test('what the page loads before first paint, and the interface behind it, stay under their ceilings', async t => {
  const site = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', site);
  const page = readFileSync(path.join(site, 'index.html'), 'utf8');
  assert.ok(/class="glance"/.test(page) && /class="kpi"/.test(page), 'the first figures stand in the page');
  const names = readdirSync(site).filter(name => !/^(worker|sheets)/.test(name));
  const of = ending => {
    const found = names.filter(name => ending.test(name));
    assert.ok(found.length > 0, `the site has a ${ending} file`);
    return found;
  };
  const fonts = [...page.matchAll(/href="(fonts\/[^"]+)"/g)].map(([, name]) => name);
  const first = weigh(site, [...of(/\.html$/), ...of(/\.css$/), 'start.js', ...fonts]);
  hold('before first paint', first, FIRST_PAINT_KB);
  const behind = [...of(/\.js$/).filter(name => name !== 'start.js'), ...of(/\.wasm$/)];
  const all = weigh(site, [...behind, 'bundle/answer.json', 'bundle/manifest.json']);
  console.log(`  the aim for the interface is ${INTERFACE_AIM_KB} kB: ${(all / INTERFACE_AIM_KB).toFixed(2)} of it`);
  hold('the interface behind it', all, INTERFACE_KB);
});

test('the engine stays small', () => {
  hold('engine', compressed(path.join(dist, 'worker_bg.wasm'), published ? 11 : 5), ENGINE_KB);
});

test('the writer of workbooks, loaded when one is asked for, stays small', () => {
  hold('workbooks', compressed(path.join(dist, 'sheets_bg.wasm'), published ? 11 : 5), SHEETS_KB);
});
