// An index of 50 places and 50 indicators in the browser's worker: how soon something is shown, how soon 10,000 draws are
// there with their ranges, how soon what they depend on.
//
//   node tests/bench/compare.mjs [PLACES INDICATORS]      after `make app`; PROFILE=size for the published build
//
// Prints medians in milliseconds; fails where 10,000 draws take longer than ESITO_MOST_MS (1,500 unless said otherwise).
import assert from 'node:assert/strict';
import path from 'node:path';
import { launch } from '../browser/lib/chromium.mjs';
import { dist, root } from '../browser/lib/folders.mjs';
import { indexed } from '../browser/lib/indexed.mjs';
import { host } from '../browser/lib/sites.mjs';

const [places, indicators] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 50)];
const MOST = Number(process.env.ESITO_MOST_MS ?? 1500);
const RUNS = 5;
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];

const site = await host({ '/dist/': dist, '/lib/': path.join(root, 'tests/browser/lib') });
const browser = await launch();
try {
  const page = await browser.newPage();
  await page.goto(`${site.address}/lib/blank.html`);
  const runs = await page.evaluate(async ([files, runs]) => {
    const { connect } = await import('/lib/link.js');
    const link = await connect('/dist/worker_loader.js');
    const bytes = Object.values(files).map(text => new TextEncoder().encode(text).buffer);
    const loaded = await link.ask({ load: { names: Object.keys(files) } }, bytes);
    const fatal = loaded.told.remarks.filter(remark => remark.severity === 'fatal');
    if (fatal.length > 0) throw new Error(JSON.stringify(fatal));
    const out = [];
    for (let run = 0; run <= runs; run += 1) {
      const began = performance.now();
      const at = {};
      // Another seed each time, so that nothing could be kept.
      const question = { index: 'all', seed: run + 1, weights: { pillars: { pillar0: 1 + run } } };
      const reply = await link.ask({ weigh: question }, [], (told, kind) => {
        if (kind !== 'weighing') return;
        at.first ??= performance.now() - began;
        if (told.draws >= 10_000) at.drawn ??= performance.now() - began;
      });
      if (reply.kind !== 'weighed') throw new Error(reply.json.slice(0, 400));
      at.whole = performance.now() - began;
      at.drawn ??= at.whole;
      at.draws = reply.told.draws;
      at.base = reply.told.sensitivity.draws;
      at.ranged = reply.told.places.filter(place => place.rank_low < place.rank_high).length;
      // The first run also measures the indicators.
      if (run > 0) out.push(at);
    }
    return out;
  }, [indexed(places, indicators), RUNS]);
  for (const run of runs) {
    assert.equal(run.draws, 10_000);
    assert.ok(run.base > 0 && run.ranged > places / 2, 'ranks vary and are explained');
  }
  const [first, drawn, whole] = ['first', 'drawn', 'whole'].map(kind => Math.round(median(runs.map(run => run[kind]))));
  console.log(`${places} places, ${indicators} indicators: first ${first} ms, 10,000 draws ${drawn} ms, with what they depend on ${whole} ms`);
  assert.ok(drawn <= MOST, `10,000 draws took ${drawn} ms, at most ${MOST} are allowed`);
} finally {
  await browser.close();
  site.stop();
}
