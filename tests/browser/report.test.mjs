// The dashboard on paper: one file, nothing fetched, nothing cut.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { demonstration } from './lib/folders.mjs';
import { beginAlone, look } from './lib/here.mjs';
import { visit } from './lib/pages.mjs';
import { call, scratch, serve } from './lib/sites.mjs';

beginAlone();

for (const lang of ['en', 'it']) {
  test(`the report in ${lang}: nothing to complain about, nothing fetched, nothing cut`, async t => {
    const file = path.join(await scratch(t), 'report.html');
    await call('report', demonstration, '-o', file, '--lang', lang);
    const answer = JSON.parse(await call('compute', '--json', demonstration));
    const { page, context, complaints } = await look(t);
    const asked = [];
    page.on('request', request => asked.push(request.url()));
    await context.unroute('**/*');
    await page.goto(pathToFileURL(file).href);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    assert.deepEqual(asked.filter(url => !url.startsWith('data:')), [pathToFileURL(file).href]);
    assert.deepEqual(complaints, []);
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    const text = await page.locator('body').innerText();
    for (const one of answer.framework.indicators) assert.ok(text.includes(one.label[lang]), one.label[lang]);
    assert.ok(text.includes(answer.bundle), 'the hash of the bundle');
    assert.equal(await page.locator('.indicator').count(), answer.framework.indicators.length);
    assert.deepEqual(await faults(page), []);
    // On paper: nothing sticks out of the sheet, no chart is higher than one.
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 688, height: 1000 });
    const cut = await page.evaluate(() => {
      const out = [];
      for (const one of document.querySelectorAll('main *')) {
        const { right, height } = one.getBoundingClientRect();
        if (right > innerWidth + 1) out.push(`${one.tagName} ${one.className.baseVal ?? one.className} ${right}`);
        if (one.matches('figure') && height > 950) out.push(`figure of ${height}`);
      }
      return out.slice(0, 5);
    });
    assert.deepEqual(cut, []);
  });
}

test('every page leads to the report', async t => {
  const site = await serve(demonstration);
  t.after(site.stop);
  const { page, context } = await look(t);
  await visit(page, site.address, 'overview', { lang: 'it' });
  const [report] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: 'Stampa tutto' }).click(),
  ]);
  await report.waitForLoadState();
  assert.match(report.url(), /bundle\/report\.it\.html$/);
  assert.ok(await report.locator('.indicator').count() > 5);
});
