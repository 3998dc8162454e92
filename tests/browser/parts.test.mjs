// Bundles that hold only a part of what a framework can say: contracts without indicators, money without either.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { root } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { HEADER, LANGUAGES, visit } from './lib/pages.mjs';
import { call, scratch, serve } from './lib/sites.mjs';

const youth = path.join(root, 'cli/tests/bundles/youth-work');

beginAlone();

const MONEY = {
  'framework.toml': `[framework]
id = "fondo"
title = { en = "Fund", it = "Fondo" }
currency = "EUR"
as_of = "2023-12-31"
[[table]]
id = "flows"
file = "flows.csv"
[table.columns]
day = { header = "Data", type = "date" }
kind = "Tipo"
from = "Da"
to = "A"
amount = { header = "Importo", type = "money" }
[[money]]
id = "fund"
discount_rate = 0.035
table = "flows"
date = "day"
kind = "kind"
from = "from"
to = "to"
amount = "amount"
kinds = { "versamento" = "investment", "rimborso" = "repayment" }
`,
  'flows.csv': `Data;Tipo;Da;A;Importo
01/01/2020;versamento;Fondo;Cooperativa;100.000,00
31/12/2021;rimborso;Cooperativa;Fondo;60.000,00
31/12/2022;rimborso;Cooperativa;Fondo;55.000,50
`,
};

/** A bundle's folder out of its files. */
async function bundle(t, files) {
  const folder = path.join(await scratch(t), 'bundle');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

/** Every page of the header in both languages: it has a heading, says nothing odd, and axe finds nothing. */
async function everyPage(t, address) {
  const seat = await look(t);
  const texts = {};
  for (const lang of LANGUAGES) {
    for (const name of Object.keys(HEADER)) {
      await visit(seat.page, address, name, { lang });
      const text = await seat.page.locator('main').innerText();
      assert.ok((await seat.page.locator('main h1').first().innerText()).trim(), `${name} in ${lang} has a heading`);
      assert.ok(text.trim().length > 60, `${name} in ${lang} says something: ${text}`);
      assert.doesNotMatch(text, /NaN|undefined|\bnull\b|\{[a-z_]+\}/, `${name} in ${lang}`);
      assert.deepEqual(await faults(seat.page), [], `${name} in ${lang}`);
      texts[`${name} ${lang}`] = text;
    }
  }
  assert.deepEqual(seat.complaints, []);
  assert.deepEqual(seat.outside, []);
  return { page: seat.page, texts };
}

test('only contracts: every page stands, and the statement is that of the command line', async t => {
  const site = await serve(youth);
  t.after(site.stop);
  const { page, texts } = await everyPage(t, site.address);
  assert.match(texts['overview en'], /contract/i);
  assert.match(texts['overview it'], /contratt/i);
  // The Overview leads there.
  await visit(page, site.address, 'overview', { lang: 'it' });
  await page.locator('main').getByRole('link', { name: /Contratti/ }).click();
  await page.locator('main').getByRole('link', { name: /youth-work/ }).first().waitFor();
  const paid = JSON.parse(await call('pay', youth, '--contract', 'youth-work', '--json'));
  await visit(page, site.address, 'contracts', { lang: 'en', contract: 'youth-work' });
  const total = await page.locator('#total').innerText();
  assert.equal(Number(total.replace(/[^\d.]/g, '')), paid.total);
});

test('only money: every page stands, and the page of the value has what the command line says', async t => {
  const folder = await bundle(t, MONEY);
  const site = await serve(folder);
  t.after(site.stop);
  const { texts } = await everyPage(t, site.address);
  // 60,000 and 55,000.50 came back of 100,000.
  assert.match(texts['value en'], /100,000/);
  assert.match(texts['value it'], /100\.000/);
  assert.match(texts['overview en'], /money over time/);
});
