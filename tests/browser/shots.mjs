// Pictures of every page, in both widths, themes and languages, to be looked at: `make shots`.
//
//   node tests/browser/shots.mjs [PAGE …]      into tests/browser/shots/, which is not kept
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launch, open } from './lib/chromium.mjs';
import { root } from './lib/folders.mjs';
import { LANGUAGES, PAGES, THEMES, visit } from './lib/pages.mjs';
import { serve } from './lib/sites.mjs';

const folder = path.join(root, 'tests/browser/shots');
const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
const site = await serve();
try {
  for (const width of [1280, 390]) {
    for (const theme of THEMES) {
      for (const lang of LANGUAGES) {
        const { page, complaints, close } = await open(browser, { viewport: { width, height: 900 }, colorScheme: theme });
        for (const name of Object.keys(PAGES).filter(one => wanted.length === 0 || wanted.includes(one))) {
          await visit(page, site.address, name, { lang, theme });
          const file = `${name}-${width}-${theme}-${lang}.png`;
          await page.screenshot({ path: path.join(folder, file), fullPage: true });
          console.log(file, ...complaints.splice(0));
        }
        await close();
      }
    }
  }
} finally {
  await browser.close();
  site.stop();
}
