import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import pino from 'pino';
import { problemHandler } from '../../../api/problem-json.ts';
import { consolePageRoutes } from '../../../api/routes/console-page.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'throughline-console-'));
const built = path.join(folder, 'built');
let server: Server;
let url: string;

beforeAll(async () => {
  mkdirSync(path.join(built, 'assets'), { recursive: true });
  writeFileSync(
    path.join(built, 'index.html'),
    '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script nonce="__CSP_NONCE__">',
  );
  writeFileSync(path.join(built, 'assets/index-AbC123.js'), 'export {};');
  writeFileSync(path.join(built, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  const app = express();
  app.use('/built', consolePageRoutes(built));
  app.use('/missing', consolePageRoutes(path.join(folder, 'nowhere')));
  app.use((_request, response) => void response.status(404).json({ code: 'not-found' }));
  app.use(problemHandler(pino({ level: 'silent' })));
  server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

it('gives every address without an ending the page, under a policy with a nonce of its own', async () => {
  const nonces = new Set<string>();
  for (const address of ['/console', '/console/', '/console/runs', '/console/journeys/welcome-series?mode=live']) {
    const answer = await fetch(`${url}/built${address}`);
    const text = await answer.text();
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(answer.status).toBe(200);
    expect(text).not.toContain('__CSP_NONCE__');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; font-src 'self'; img-src 'self' data:; ` +
        "connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(4);
});

it('lets caches keep files with a hash in their names forever', async () => {
  const answer = await fetch(`${url}/built/console/assets/index-AbC123.js`);
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  expect((await fetch(`${url}/built/console/icon.svg`)).headers.get('content-type')).toBe('image/svg+xml');
});

it.each(['/console/assets/gone-Xy.js', '/console/nothing.map', '/console/..%2fsecret.txt', '/console/index.html'])(
  'finds no page and no file at %s',
  async (address) => {
    expect((await fetch(`${url}/built${address}`)).status).toBe(404);
  },
);

it('says how to build it where it is not built', async () => {
  const answer = await fetch(`${url}/missing/console/runs`);
  expect([answer.status, await answer.json()]).toEqual([
    404,
    expect.objectContaining({ code: 'not-found', remedy: 'Run npm run build.' }),
  ]);
});
