// Where things lie: the repository, the programs, the built site, the optional reference data.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const target = process.env.CARGO_TARGET_DIR ?? path.join(homedir(), '.cache/esito/target');

/** A program that cargo has built, in the given profile's folder. */
export const program = (name, profile = 'debug') => path.join(target, profile, name);
export const esito = process.env.ESITO ?? program('esito');
export const dist = process.env.ESITO_DIST ?? path.join(root, 'dist');
export const demonstration = path.join(root, 'public/demo');
export const hard = path.join(root, 'tests/hard');
export const indigoFramework = path.join(root, 'tests/bundles/indigo/framework.toml');

const data = process.env.ESITO_DATA ?? path.join(root, '../shared/data');
export const indigo = path.join(data, 'indigo');

/** Why a test on reference data is skipped; never in continuous integration, where missing data are a failure. */
export function missingData(folder) {
  if (existsSync(folder) || process.env.CI) return false;
  return `no reference data at ${path.relative(root, folder)}`;
}
