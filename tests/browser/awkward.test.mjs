// Data that have no number: each case has a reason in its place, in a sentence that a layman understands, in both languages.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { root } from './lib/folders.mjs';
import { visit } from './lib/pages.mjs';
import { serve } from './lib/sites.mjs';

beginAlone();
let site;
before(async () => { site = await serve(path.join(root, 'tests/bundles/awkward')); });
after(() => site?.stop());

/** The case, the page, what is asked of it, and what it says in English and Italian. */
const SAID = [
  ['a target without a baseline', 'indicator', { indicator: 'work' },
    /no baseline was agreed/, /non è stata concordata una situazione di partenza/],
  ['a baseline that is the target', 'indicator', { indicator: 'work' },
    /the target equals the baseline/, /l’obiettivo è uguale alla partenza/],
  ['periods out of order', 'indicator', { indicator: 'work' },
    /the target or the last value does not come after the baseline/, /l’obiettivo o l’ultimo valore non viene dopo la partenza/],
  ['a denominator of zero', 'overview', {},
    /Cuneo \(out of nobody\)\s+out of nothing/, /Cuneo \(su nessuno\)\s+su nessun caso/],
  ['a place without any value', 'overview', {}, /No value at all: Cuneo/, /Nessun valore: Cuneo/],
  ['a denominator below the numerator', 'overview', {},
    /Dego \(more than all\)\s+not applicable/, /Dego \(più di tutti\)\s+non applicabile/],
  ['weights that sum to nothing', 'indicator', { indicator: 'weighted' },
    /Cuneo \(out of nobody\)\s+out of nothing/, /Cuneo \(su nessuno\)\s+su nessun caso/],
  ['a group that appears midway', 'indicator', { indicator: 'work' },
    /The gap over time; no trend: there are too few observations/, /le osservazioni sono troppo poche/],
  ['one observation', 'indicator', { indicator: 'mean', place: 'fano' },
    /Fano \(one observation\): No trend is worked out: there is only one observation/,
    /Fano \(una sola osservazione\): La tendenza non è calcolata: c’è una sola osservazione/],
  ['values that are all equal', 'indicator', { indicator: 'mean', place: 'gela' },
    /Gela \(all values equal\): No trend is worked out: all values are equal/,
    /Gela \(valori tutti uguali\): La tendenza non è calcolata: tutti i valori sono uguali/],
  ['a negative count and a part above its whole', 'data', {},
    /Cells that are not whole numbers from 0 on[^]*More than the whole/, /Celle che non sono numeri interi da 0 in su[^]*Più del totale/],
  ['one promise of four', 'overview', {}, /One of four promises is on track/, /Una promessa su quattro è in linea/],
  ['a place that no index can judge', 'compare', {}, /Cuneo \(out of nobody\)/, /Cuneo \(su nessuno\)/],
];

for (const [what, page, query, ...said] of SAID) {
  test(`${what}: the page says it in words`, async t => {
    for (const [at, lang] of ['en', 'it'].entries()) {
      const seat = await look(t);
      await visit(seat.page, site.address, page, { lang, ...query });
      assert.match(await seat.page.locator('main').innerText(), said[at]);
      assert.deepEqual(await faults(seat.page), []);
    }
  });
}

test('a receipt of more than all says why there is no value', async t => {
  const { page } = await look(t);
  await visit(page, site.address, 'compare', { lang: 'en' });
  await page.locator('tr', { hasText: 'Dego' }).getByText('not applicable').first().click();
  const dialog = page.locator('dialog.receipt');
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /the part is larger than the whole/);
});
