import path from 'node:path';
import { defineConfig } from 'vite';

/** Where `npm run console` finds the API, and the key it adds to each request: the browser never sees it. */
const { THROUGHLINE_API_URL: api = 'http://127.0.0.1:4400', THROUGHLINE_ADMIN_KEY: key } = process.env;

/** The API replaces this by a new value with every page that it serves. */
const NONCE = '__CSP_NONCE__';

export default defineConfig(({ command }) => ({
  root: import.meta.dirname,
  base: '/console/',
  resolve: { conditions: ['throughline-source', 'module', 'browser', 'development|production'] },
  html: command === 'build' ? { cspNonce: NONCE } : {},
  build: {
    outDir: path.join(import.meta.dirname, '../dist/console'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    license: { fileName: 'licences.md' },
    target: 'es2022',
    // Inlined assets would be data: addresses, which the policy forbids for fonts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Browsers that know light-dark(): otherwise it is rewritten into something larger.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" of libraries means nothing without a rendering server.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  server: {
    port: 4408,
    strictPort: true,
    proxy: { '/v1': { target: api, ...(key && { headers: { authorization: `Bearer ${key}` } }) } },
  },
}));
