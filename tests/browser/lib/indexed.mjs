// Bundles with an index, made up to the size that a test needs: shares out of counted people, with their intervals.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A number between 0 and 1 that is the same everywhere. */
function chance(seed) {
  let x = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b) >>> 0;
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35) >>> 0;
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * The two files of a bundle: so many places and indicators, in pillars of five. `change` gets each value and may
 * change it: `change(place, indicator, [part, whole])`.
 */
export function indexed(places, indicators, { change = (_, __, value) => value, index = '', weight = 1 } = {}) {
  const names = [...Array(indicators).keys()];
  const pillars = [];
  for (let at = 0; at < indicators; at += 5) pillars.push(names.slice(at, at + 5));
  const framework = [
    '[framework]', 'id = "made"', 'title = { en = "Made up" }', 'as_of = "2025-12-31"',
    '[[table]]', 'id = "counts"', 'file = "counts.csv"', 'minimum_group = 1',
    '[table.columns]', 'place = "place"', 'year = { header = "year", type = "period" }',
    ...names.flatMap(at => [`p${at} = { header = "p${at}", type = "count" }`, `w${at} = { header = "w${at}", type = "count" }`]),
    ...names.flatMap(at => [
      '[[indicator]]', `id = "i${at}"`, `label = { en = "Indicator ${at}" }`, 'table = "counts"', `numerator = "SUM(p${at})"`, `denominator = "SUM(w${at})"`,
      'unit = "share"', 'direction = "higher"', 'place = "place"', 'period = "year"', 'interval = "wilson"', 'minimum_group = 1',
    ]),
    '[[index]]', 'id = "all"', 'label = { en = "Everything" }', 'normalise = "minmax"', 'aggregate = "arithmetic"', 'range = [0, 100]', index,
    ...pillars.flatMap((members, at) => [
      '[[index.pillar]]', `id = "pillar${at}"`, `label = { en = "Pillar ${at}" }`, `weight = ${weight}`,
      `indicators = [${members.map(one => `{ id = "i${one}", weight = 1 }`).join(', ')}]`,
    ]),
  ].join('\n');
  const rows = [['place', 'year', ...names.flatMap(at => [`p${at}`, `w${at}`])].join(',')];
  for (let place = 0; place < places; place += 1) {
    const cells = names.flatMap(at => {
      const whole = 60 + Math.floor(300 * chance(place * 977 + at));
      const level = 0.25 + 0.5 * chance(place + 7919) * (0.5 + 0.5 * chance(place * 31 + at * 17));
      return change(place, at, [Math.round(whole * level), whole]);
    });
    rows.push([`P${String(place + 1).padStart(3, '0')}`, '2025', ...cells].join(','));
  }
  return { 'framework.toml': `${framework}\n`, 'counts.csv': `${rows.join('\n')}\n` };
}

/** The same as a folder. */
export function folderOf(files, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}
