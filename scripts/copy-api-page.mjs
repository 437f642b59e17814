// Puts the API's page (/docs) into dist: our own two files, and of Swagger UI only what the page loads, with its licences.
// swagger-ui-dist is a development dependency on purpose: its own dependency reports installs.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const swaggerUi = dirname(require.resolve('swagger-ui-dist/package.json'));
const own = join(import.meta.dirname, '../api/page');
const target = join(import.meta.dirname, '../dist/api/page');

mkdirSync(target, { recursive: true });
for (const name of ['index.html', 'page.js']) copyFileSync(join(own, name), join(target, name));
for (const name of [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-bundle.js.LICENSE.txt',
  'LICENSE',
  'NOTICE',
]) {
  copyFileSync(join(swaggerUi, name), join(target, name));
}
