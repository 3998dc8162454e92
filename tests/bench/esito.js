// The records job in Esito's worker, over the protocol that the app speaks.
// Cold: from the bytes posted to the answer parsed on the page. Warm: the same bundle, a filter changed.
import { connect } from '/lib/link.js';
import { AREAS, FIGURES, fetchFile, watch } from './job.js';

const question = filters => ({ answer: { cuts: ['place_period'], by: ['sex'], filters } });

/** Findings as rows `city|year|sex → figures`. */
function rows(answer) {
  const found = new Map();
  for (const { indicator, place, period, group, value, n } of answer.findings) {
    if (group === undefined) continue;
    const key = [place, period, group].join('|');
    if (!found.has(key)) found.set(key, {});
    // A value, or the reason why there is none.
    found.get(key)[indicator] = indicator === 'n' ? n ?? value : value;
  }
  return Object.fromEntries(found);
}

window.job = async (url, runs) => {
  const began = performance.now();
  const link = await connect('/dist/worker_loader.js');
  const boot = performance.now() - began;
  const framework = await fetchFile('/bench/records/framework.toml');
  const records = await fetchFile(url);
  const stop = watch();
  const cold = [];
  const warm = [];
  let result;
  let filtered;
  for (let run = 0; run < runs; run += 1) {
    const buffers = [await framework.copy(), await records.copy()];
    const start = performance.now();
    const loaded = link.ask({ load: { names: ['framework.toml', 'records.csv'] } }, buffers);
    const answered = await link.ask(question([]));
    cold.push(performance.now() - start);
    if (answered.kind !== 'answered') throw new Error(answered.json.slice(0, 500));
    const fatal = (await loaded).told.remarks.filter(remark => remark.severity === 'fatal');
    if (fatal.length > 0) throw new Error(JSON.stringify(fatal));
    result = answered.told;
    for (const area of AREAS) {
      const start = performance.now();
      filtered = await link.ask(question([{ column: 'policy_area', any_of: [area] }]));
      warm.push(performance.now() - start);
    }
  }
  const tasks = stop();
  link.end();
  return { boot, cold, warm, tasks, rows: rows(result), filtered: rows(filtered.told), figures: FIGURES };
};
window.ready = true;
