// Numbers as they stand on the screen, held against the values that they stand for.
import assert from 'node:assert/strict';

/** Fails unless the English text shows this value, rounded as it is there: "46.2 %", "1,352", "€ 4,310". */
export function assertShows(text, value, what) {
  const found = text.match(/[-−]?\d[\d,]*(\.\d+)?/);
  assert.ok(found, `${what}: a number in "${text}"`);
  const shown = Number(found[0].replaceAll(',', '').replace('−', '-'));
  const half = 0.5 * 10 ** -(found[1] ? found[1].length - 1 : 0);
  const expected = text.includes('%') ? value * 100 : value;
  assert.ok(Math.abs(shown - expected) <= half * 1.000001, `${what}: "${text}" for ${expected}`);
}

/** An amount in English as a number: "£19,900.00". */
export const amount = text => Number(text.replace(/[^\d.−-]/g, '').replace('−', '-'));
