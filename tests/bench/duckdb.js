// The same job in DuckDB-Wasm, as its own documentation has it done.
import * as duckdb from '@duckdb/duckdb-wasm';
import { AREAS, FIGURES, fetchFile, select, watch } from './job.js';

const rows = list => Object.fromEntries(
  list.map(row => [
    [row.city, String(row.year), row.sex].join('|'),
    Object.fromEntries(FIGURES.map(figure => [figure, row[figure] === null ? null : Number(row[figure])])),
  ]),
);

window.job = async (url, runs) => {
  const began = performance.now();
  const base = `${location.origin}/bench/node_modules/@duckdb/duckdb-wasm/dist/`;
  const worker = new Worker(`${base}duckdb-browser-eh.worker.js`);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(`${base}duckdb-eh.wasm`);
  const connection = await db.connect();
  await connection.query('SELECT 1');
  const boot = performance.now() - began;
  const ask = async where => (await connection.query(select(where))).toArray().map(row => row.toJSON());
  const file = await fetchFile(url);
  const stop = watch();
  const cold = [];
  const warm = [];
  let result;
  let filtered;
  for (let run = 0; run < runs; run += 1) {
    const copy = new Uint8Array(await file.copy());
    const start = performance.now();
    await db.registerFileBuffer(`records${run}.csv`, copy);
    await connection.query(`CREATE OR REPLACE TABLE records AS SELECT * FROM read_csv_auto('records${run}.csv')`);
    result = await ask();
    cold.push(performance.now() - start);
    for (const area of AREAS) {
      const start = performance.now();
      filtered = await ask(`WHERE policy_area = '${area}'`);
      warm.push(performance.now() - start);
    }
    await db.dropFile(`records${run}.csv`);
  }
  const tasks = stop();
  worker.terminate();
  return { boot, cold, warm, tasks, rows: rows(result), filtered: rows(filtered), figures: FIGURES };
};
window.ready = true;
