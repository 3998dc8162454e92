// What a visitor downloads, compressed as a web host would, against the budget: `make sizes`.
// The budget holds for the `size` profile, which is what is published; on a quick build the sizes are only told.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { demonstration, dist } from './browser/lib/folders.mjs';
import { call, scratch } from './browser/lib/sites.mjs';

// What the interface may weigh until it reaches the aim: a ceiling that keeps it from growing, to be lowered.
const FIRST_PAINT_AIM_KB = 250;
const FIRST_PAINT_KB = 480;
const ENGINE_KB = 2800;
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

test('what the page loads before first paint stays under its ceiling', async t => {
  const site = path.join(await scratch(t), 'site');
  await call('publish', demonstration, '-o', site);
  const first = readdirSync(site).filter(name => /\.(html|js|css|wasm)$/.test(name) && !name.startsWith('worker'));
  for (const kind of ['.html', '.js', '.css', '.wasm']) {
    assert.ok(first.some(name => name.endsWith(kind)), `the site has a ${kind} file`);
  }
  const files = [...first, 'bundle/answer.json', 'bundle/manifest.json'];
  const sizes = files.map(name => [name, compressed(path.join(site, name), 11)]);
  for (const [name, size] of sizes) console.log(`  ${size.toFixed(1).padStart(8)} kB  ${name}`);
  const all = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(`  the aim is ${FIRST_PAINT_AIM_KB} kB: ${(all / FIRST_PAINT_AIM_KB).toFixed(2)} of it`);
  hold('before first paint', all, FIRST_PAINT_KB);
});

test('the engine stays small', () => {
  hold('engine', compressed(path.join(dist, 'worker_bg.wasm'), published ? 11 : 5), ENGINE_KB);
});
