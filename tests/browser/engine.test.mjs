// The engine's seat in the browser, spoken to directly: the same digits as on the command line, progress, calling
// off, and faults that are told.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { demonstration, dist, indigo, indigoFramework, missingData, program, root } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { call, host, scratch } from './lib/sites.mjs';

beginAlone();

/** A page that has loaded nothing but the protocol, beside the worker and these folders. */
async function bench(t, folders = {}) {
  const site = await host({ ...folders, '/dist/': dist, '/lib/': path.join(root, 'tests/browser/lib') });
  t.after(site.stop);
  const seat = await look(t);
  await seat.page.goto(`${site.address}/lib/blank.html`);
  await seat.page.evaluate(async () => {
    const { connect } = await import('/lib/link.js');
    window.link = await connect('/dist/worker_loader.js');
    window.load = async (names, urls, progress) => {
      const bytes = await Promise.all(urls.map(async url => (await fetch(url)).arrayBuffer()));
      return window.link.ask({ load: { names } }, bytes, progress);
    };
  });
  return seat;
}

const csvFiles = folder => readdirSync(folder).filter(name => name.endsWith('.csv')).sort();

/** Fails at the first difference, with what stands around it, rather than printing megabytes. */
function assertSameText(found, expected) {
  if (found === expected) return;
  let at = 0;
  while (found[at] === expected[at]) at += 1;
  const around = text => text.slice(Math.max(0, at - 120), at + 80);
  assert.fail(`different at ${at}:\n  browser: ${around(found)}\n  native:  ${around(expected)}`);
}

/** An answer's text but for its remarks, which each seat may order as its readers need, and these one by one. */
function parts(text) {
  const { remarks, health } = JSON.parse(text);
  const tail = `,"remarks":${JSON.stringify(remarks)},"health":${JSON.stringify(health)}}`;
  assert.ok(text.endsWith(tail), 'remarks and health come last');
  return { body: text.slice(0, -tail.length), remarks: remarks.map(one => JSON.stringify(one)).sort(), health };
}

async function sameAnswer(page, urls, names, ...words) {
  const reply = await page.evaluate(async ([names, urls]) => {
    await window.load(names, urls);
    const { kind, told, json } = await window.link.ask({ answer: {} });
    // As text, so that the order of the fields counts as well.
    return { kind, text: JSON.stringify(told), start: json.slice(0, 400) };
  }, [names, urls]);
  assert.equal(reply.kind, 'answered', reply.start);
  const { text } = reply;
  assert.ok(JSON.parse(text).findings.length > 100, 'there is something to compare');
  const [found, expected] = [parts(text), parts(JSON.stringify(JSON.parse(await call('compute', '--json', ...words))))];
  assertSameText(found.body, expected.body);
  assert.deepEqual(found.remarks, expected.remarks);
  assert.deepEqual(found.health, expected.health);
}

test('browser and command line agree to the byte on the demonstration', async t => {
  const { page, complaints } = await bench(t, { '/demo/': demonstration });
  const names = ['framework.toml', ...csvFiles(demonstration)];
  await sameAnswer(page, names.map(name => `/demo/${name}`), names, demonstration);
  assert.deepEqual(complaints, []);
});

test('browser and command line agree to the byte on INDIGO', { skip: missingData(indigo) }, async t => {
  const { page } = await bench(t, { '/indigo/': indigo, '/bundle/': path.dirname(indigoFramework) });
  const names = csvFiles(indigo);
  const urls = ['/bundle/framework.toml', ...names.map(name => `/indigo/${name}`)];
  // The command line takes the files that the framework names; the page hands over the whole folder.
  await sameAnswer(page, urls, ['framework.toml', ...names], path.dirname(indigoFramework), '--data', indigo);
});

test('a worker that has a bundle answers many questions', async t => {
  const { page } = await bench(t, { '/demo/': demonstration });
  const names = ['framework.toml', ...csvFiles(demonstration)];
  const counts = await page.evaluate(async ([names, urls]) => {
    await window.load(names, urls);
    const ask = async question => (await window.link.ask({ answer: question })).told.findings.length;
    const everything = await ask({});
    return { everything, totals: await ask({ cuts: ['total'], by: [] }), again: await ask({}) };
  }, [names, names.map(name => `/demo/${name}`)]);
  assert.ok(counts.totals > 0 && counts.totals < counts.everything);
  assert.equal(counts.again, counts.everything);
});

/** A generated bundle of many rows. */
async function records(t, rows) {
  const folder = await scratch(t);
  execFileSync(program('records'), [String(rows), path.join(folder, 'records.csv')]);
  copyFileSync(path.join(root, 'tests/bench/records/framework.toml'), path.join(folder, 'framework.toml'));
  return folder;
}
const RECORDS = [['framework.toml', 'records.csv'], ['/records/framework.toml', '/records/records.csv']];

test('the page answers a click between two progress messages of a long computation', async t => {
  const { page } = await bench(t, { '/records/': await records(t, 300_000) });
  const order = await page.evaluate(async ([names, urls]) => {
    const order = [];
    document.querySelector('#button').addEventListener('click', () => order.push('click'));
    const loaded = window.load(names, urls, () => {
      order.push('progress');
      // The click is posted as an event of its own: it is only heard if the page is not held up by the engine.
      if (!order.includes('click')) setTimeout(() => document.querySelector('#button').click());
    });
    await loaded;
    return order;
  }, RECORDS);
  const click = order.indexOf('click');
  assert.ok(click > 0, 'progress came before the click');
  assert.ok(order.lastIndexOf('progress') > click, 'and after it');
});

test('a question asked while intervals are drawn does not wait for them', async t => {
  const { page } = await bench(t, { '/demo/': demonstration });
  const names = ['framework.toml', ...csvFiles(demonstration)];
  const order = await page.evaluate(async ([names, urls]) => {
    await window.load(names, urls);
    const order = [];
    let asked;
    const slow = window.link.ask({ answer: {} }, [], progress => {
      // Once drawing has begun, something quick is asked.
      if (progress.stage === 'drawing' && !asked) {
        asked = window.link.ask({ answer: { indicators: ['work'], by: [] } }).then(() => order.push('quick'));
      }
    }).then(() => order.push('slow'));
    await slow;
    await asked;
    return order;
  }, [names, names.map(name => `/demo/${name}`)]);
  assert.deepEqual(order, ['quick', 'slow']);
});

test('work that was called off stops, and the bundle before it stays', async t => {
  const { page } = await bench(t, { '/demo/': demonstration, '/records/': await records(t, 300_000) });
  const names = ['framework.toml', ...csvFiles(demonstration)];
  const [loaded, waiting, answer] = await page.evaluate(async ([[names, urls], records]) => {
    await window.load(names, urls);
    const { link } = window;
    const bytes = await Promise.all(records[1].map(async url => (await fetch(url)).arrayBuffer()));
    let begun;
    const started = new Promise(resolve => { begun = resolve; });
    const load = link.ask({ load: { names: records[0] } }, bytes, begun);
    const waiting = link.ask({ answer: {} });
    await started;
    const cancel = ticket => link.worker.postMessage({ json: JSON.stringify({ ticket: 1000, ask: { cancel: { ticket } } }) });
    cancel(load.ticket);
    cancel(waiting.ticket);
    const kinds = [(await load).kind, (await waiting).kind];
    return [...kinds, (await link.ask({ answer: { cuts: ['total'] } })).told.framework.id];
  }, [[names, names.map(name => `/demo/${name}`)], RECORDS]);
  assert.deepEqual([loaded, waiting], ['cancelled', 'cancelled']);
  assert.equal(answer, 'ten-cities');
});

test('what cannot be done is told, and the seat goes on', async t => {
  const { page } = await bench(t, { '/demo/': demonstration });
  const told = await page.evaluate(async () => {
    const { link } = window;
    const early = await link.ask({ answer: {} });
    const uneven = await link.ask({ load: { names: ['a.csv'] } });
    const junk = new Promise(resolve => {
      link.worker.addEventListener('message', ({ data }) => {
        const reply = JSON.parse(data);
        if (reply.ticket === 0) resolve(reply.told.failed.message);
      });
    });
    link.worker.postMessage({ json: '{"ticket":1}' });
    const message = await junk;
    const empty = await link.ask({ load: { names: ['framework.toml'] } }, [new ArrayBuffer(0)]);
    return { early: early.told.message, uneven: uneven.told.message, junk: message, empty: empty.kind };
  });
  assert.match(told.early, /no bundle/);
  assert.match(told.uneven, /1 names came with 0 buffers/);
  assert.match(told.junk, /missing field/);
  assert.equal(told.empty, 'loaded');
});

test('hashes that the browser works out are those of the files', { skip: !existsSync(demonstration) }, async t => {
  const { page } = await bench(t, { '/demo/': demonstration });
  const names = ['framework.toml', ...csvFiles(demonstration)];
  const files = await page.evaluate(async ([names, urls]) => {
    await window.load(names, urls);
    return (await window.link.ask({ answer: { cuts: ['total'], by: [] } })).told.files;
  }, [names, names.map(name => `/demo/${name}`)]);
  const { createHash } = await import('node:crypto');
  assert.ok(files.length > 1);
  for (const { name, sha256, bytes } of files) {
    const content = readFileSync(path.join(demonstration, name));
    assert.equal(sha256, createHash('sha256').update(content).digest('hex'), name);
    assert.equal(bytes, content.length, name);
  }
});

// Large files are hashed on a thread of their own; where its script cannot be had, before the engine begins.
for (const beside of [true, false]) {
  test(`the hash of a large file is its own ${beside ? 'beside the engine' : 'without the other thread'}`, async t => {
    const folder = await records(t, 30_000);
    const without = beside ? {} : { '/dist/hash.js': await scratch(t) };
    const { page } = await bench(t, { '/records/': folder, ...without });
    const files = await page.evaluate(async ([names, urls]) => {
      await window.load(names, urls);
      return (await window.link.ask({ answer: { cuts: ['total'], by: [] } })).told.files;
    }, RECORDS);
    const { createHash } = await import('node:crypto');
    const { sha256, bytes } = files.find(({ name }) => name === 'records.csv');
    const content = readFileSync(path.join(folder, 'records.csv'));
    assert.ok(content.length > 1 << 20, 'large enough to be handed over');
    assert.deepEqual([sha256, bytes], [createHash('sha256').update(content).digest('hex'), content.length]);
  });
}
