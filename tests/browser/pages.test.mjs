// Every page in both languages and both themes: axe finds nothing, the console is silent, nothing leaves this machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from './lib/axe.mjs';
import { begin, look, site } from './lib/here.mjs';
import { LANGUAGES, PAGES, THEMES, visit } from './lib/pages.mjs';

begin();

for (const name of Object.keys(PAGES)) {
  for (const lang of LANGUAGES) {
    for (const theme of THEMES) {
      test(`${name} in ${lang}, ${theme}: nothing to complain about`, async t => {
        const { page, outside, complaints } = await look(t, { colorScheme: theme });
        await visit(page, site.address, name, { lang, theme });
        assert.equal(await page.locator('html').getAttribute('lang'), lang);
        assert.deepEqual(await faults(page), []);
        assert.deepEqual(outside, []);
        assert.deepEqual(complaints, []);
      });
    }
  }
}

test('at 390 pixels nothing sticks out sideways', async t => {
  const { page } = await look(t, { viewport: { width: 390, height: 844 } });
  for (const name of Object.keys(PAGES)) {
    await visit(page, site.address, name);
    const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${name} is ${wide} pixels wide`);
    assert.deepEqual(await faults(page), [], name);
  }
});

test('illustrative data are called so on every page', async t => {
  const { page } = await look(t);
  for (const [lang, words] of [['en', /illustrative data/i], ['it', /dati dimostrativi/i]]) {
    for (const name of Object.keys(PAGES)) {
      await visit(page, site.address, name, { lang });
      assert.match(await page.locator('body').innerText(), words, `${name} in ${lang}`);
    }
  }
});
