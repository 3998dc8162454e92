// Sites under test: `esito serve`, and a plain file server for what `esito publish` wrote.
import { execFile, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { esito } from './folders.mjs';

const run = promisify(execFile);

/** `esito` with these arguments; what it printed. Fatal remarks (exit code 1) still give results. */
export async function call(...words) {
  try {
    return (await run(esito, words, { maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    if (error.code === 1) return error.stdout;
    throw error;
  }
}

/** `esito serve` on a free port: its address and how to end it. */
export function serve(...words) {
  const child = spawn(esito, ['serve', '--port', '0', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = text => {
      said += text;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+\/\S*/);
      if (address) resolve({ address: address[0].replace(/\/?$/, '/'), stop: () => child.kill() });
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.on('exit', code => reject(new Error(`esito serve ended with ${code}: ${said}`)));
  });
}

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css',
  '.wasm': 'application/wasm', '.json': 'application/json', '.csv': 'text/csv', '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2', '.toml': 'text/plain; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
};

/** A plain file server: folders mounted at prefixes, `index.html` for a folder, nothing clever. */
export async function host(mounts) {
  const server = http.createServer(async (request, response) => {
    const wanted = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const mount = Object.keys(mounts).find(prefix => wanted.startsWith(prefix));
    let file = mount && path.join(mounts[mount], path.normalize('/' + wanted.slice(mount.length)));
    let found = file && await stat(file).catch(() => null);
    if (found?.isDirectory()) {
      // As every web host does: a folder without its slash is sent there, so that relative links hold.
      if (!wanted.endsWith('/')) {
        response.writeHead(301, { location: `${wanted}/` });
        return response.end();
      }
      file = path.join(file, 'index.html');
      found = await stat(file).catch(() => null);
    }
    if (!found) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      return response.end('not found');
    }
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': found.size });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  return { address, stop: () => { server.closeAllConnections(); server.close(); } };
}

/** A folder that is gone when the test is over. */
export async function scratch(test) {
  const folder = await mkdtemp(path.join(tmpdir(), 'esito-'));
  test.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
