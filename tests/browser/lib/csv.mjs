// The other road to a number: a file read cell by cell, with no engine in sight.
import { readFileSync } from 'node:fs';

/** The rows of a comma-separated file, its header among them; quoted cells may span lines. */
export function readCells(file) {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const rows = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',' || character === '\n') {
      rows.at(-1).push(cell.replace(/\r$/, ''));
      cell = '';
      if (character === '\n') rows.push([]);
    } else cell += character;
  }
  rows.at(-1).push(cell);
  return rows.filter(row => row.length > 1 || row[0] !== '');
}

/** The rows of a comma-separated file as objects by header. */
export function readCsv(file) {
  const [headers, ...records] = readCells(file);
  return records.map(record => Object.fromEntries(headers.map((header, at) => [header, record[at] ?? ''])));
}

/** How many rows there are for each key. */
export function countBy(rows, key) {
  const counts = new Map();
  for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  return counts;
}
