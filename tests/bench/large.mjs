// The records job on ten million rows, beside the command line of DuckDB: `make bench-large`.
//
//   node tests/bench/large.mjs [ROWS]      default 10000000; DUCKDB names the program where it is not on the path
//
// DuckDB reads the file and answers one question; `esito` judges every cell and works out every cut. Prints medians,
// the ratio of the two and the memory that each took at its most; fails where they disagree on a count.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { program, root } from '../browser/lib/folders.mjs';
import { select } from './job.js';

const rows = Number(process.argv[2] ?? 10_000_000);
const RUNS = 3;
const duckdb = process.env.DUCKDB ?? 'duckdb';
const median = list => [...list].sort((a, b) => a - b)[list.length >> 1];
const THREADS = 2;

const folder = path.join(homedir(), '.cache/esito/records', `bundle-${rows}`);
const file = path.join(folder, 'records.csv');
mkdirSync(folder, { recursive: true });
copyFileSync(path.join(root, 'tests/bench/records/framework.toml'), path.join(folder, 'framework.toml'));
if (!existsSync(file)) {
  console.log(`bench: writing ${rows} records`);
  execFileSync(program('records', 'release'), [String(rows), file]);
}
if (spawnSync(duckdb, ['--version']).status !== 0) {
  console.log('bench: DuckDB is not here (https://duckdb.org/docs/installation); name its program with DUCKDB=…');
  process.exit(1);
}

const TIME = '/usr/bin/time';
/** Runs a program: its output, seconds, and megabytes at the most where `time` is there to tell. */
function timed(what, words) {
  const command = existsSync(TIME) ? [TIME, '-f', 'memory %M', what, ...words] : [what, ...words];
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(command[0], command.slice(1), {
    encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, RAYON_NUM_THREADS: String(THREADS) },
  });
  assert.ok(status !== null && status <= 1, `${what} ${words[0]}: ${stderr.slice(-500)}`);
  return { stdout, seconds: (performance.now() - began) / 1000, memory: Number(/memory (\d+)/.exec(stderr)?.[1]) / 1000 };
}

const question = `SET threads = ${THREADS};
  CREATE TABLE records AS SELECT * FROM read_csv_auto('${file}');
  ${select()}`;
const jobs = {
  DuckDB: () => timed(duckdb, ['-csv', '-noheader', '-c', question]),
  'esito check': () => timed(program('esito', 'release'), ['check', folder]),
  'esito compute': () => timed(program('esito', 'release'), ['compute', folder]),
};
const found = Object.fromEntries(Object.keys(jobs).map(name => [name, []]));
// The first run of each only brings the file to mind.
for (let run = 0; run <= RUNS; run += 1) {
  for (const [name, job] of Object.entries(jobs)) {
    const one = job();
    if (run > 0) found[name].push(one);
  }
}

/** `city|year|sex → participants`, from either. */
const theirs = new Map(found.DuckDB[0].stdout.trim().split('\n').map(line => line.replaceAll('"', '').split(',')).map(cells => [cells.slice(0, 3).join('|'), cells[3]]));
const [header, ...lines] = found['esito compute'][0].stdout.trim().split('\n').map(line => line.split(','));
const at = Object.fromEntries(header.map((name, column) => [name, column]));
const ours = lines.filter(cells => cells[at.indicator] === 'n' && cells[at.place] && cells[at.period] && cells[at.group]);
let compared = 0;
for (const cells of ours) {
  const count = theirs.get([cells[at.place], cells[at.period], cells[at.group]].join('|'));
  if (cells[at.value] === '') continue;
  assert.equal(Number(cells[at.value]), Number(count), cells.join(','));
  compared += 1;
}
assert.ok(compared > theirs.size / 2, `${compared} of ${theirs.size} counts compared`);

console.log(`\n${rows.toLocaleString('en')} rows, ${THREADS} threads, medians of ${RUNS} runs; ${compared} counts agree`);
const seconds = name => median(found[name].map(one => one.seconds));
for (const name of Object.keys(jobs)) {
  const memory = Math.max(...found[name].map(one => one.memory));
  const ratio = name === 'DuckDB' ? '' : `  ${(seconds('DuckDB') / seconds(name)).toFixed(2)} times as fast as DuckDB`;
  console.log(`  ${name.padEnd(14)} ${seconds(name).toFixed(1).padStart(6)} s  ${memory.toFixed(0).padStart(6)} MB${ratio}`);
}
