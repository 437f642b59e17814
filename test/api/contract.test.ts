import pino from 'pino';
import { createApi } from '../../api/app.ts';
import { errorsOf } from '../../api/common-errors.ts';
import { intakePaths } from '../../api/intake-paths.ts';
import { operations } from '../../api/operations/index.ts';
import { db, given } from './contract/api-under-test.ts';
import './contract/examples.ts';
import './contract/intake.ts';
import './contract/publishing.ts';
import './contract/drafts.ts';
import './contract/customers.ts';
import './contract/consents.ts';
import './contract/entries.ts';
import './contract/segments.ts';
import './contract/runs.ts';
import './contract/policies.ts';
import './contract/offers.ts';
import './contract/tasks.ts';
import './contract/messages.ts';
import './contract/inbox.ts';
import './contract/test-mode.ts';
import './contract/door.ts';
import './contract/operation.ts';
import './contract/people.ts';
import './contract/transfer.ts';
import './contract/user-token-secrets.ts';
import './contract/measurement.ts';
import './contract/unavailable.ts';

/**
 * The real API is held to its description: what it takes, what it answers, and how it refuses. Each subject is a file in
 * `contract/`, in the order in which they run: the examples want an empty workspace, and the last
 * files replace the secrets of user tokens and take PostgreSQL away.
 */
interface Layer {
  readonly route?: { readonly path: string | string[]; readonly stack: readonly { readonly method: string }[] };
  readonly handle: { readonly stack?: readonly Layer[] };
}

function routesIn(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) => {
    if (!route) return routesIn(handle.stack ?? []);
    const methods = new Set(route.stack.map(({ method }) => method));
    return [route.path].flat().flatMap((path) => [...methods].map((method) => `${method} ${path}`));
  });
}

it('describes every route of the API, and none that is not there', () => {
  const { app } = createApi({ database: db.database, logger: pino({ level: 'silent' }) });
  const all = routesIn((app.router as unknown as { stack: Layer[] }).stack);
  const routes = all.filter((route) => !/ \/p\/[a-z]\/:token$/.test(route)); // hosted pages are for people
  const preflights = intakePaths.map((path) => `options ${path}`);
  const described = operations.flatMap(({ method, path, also = [] }) =>
    [path, ...also].map((each) => `${method} ${each.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  // Hosted pages, pixels, redirects, hints and the console are for people and answer no JSON; providers of SMS and
  // service workers have their own form, and exports are streams of lines.
  const forPrograms = routes.filter(
    (route) =>
      !/^\w+ \/([pt]\/|console|v1\/(pixel|sms|push\/reports)\/)|\/:id\/page$|\/v1\/stream$|\/v1\/exports\/|\/export$/.test(
        route,
      ),
  );
  expect(forPrograms.sort()).toEqual([...described, ...preflights].sort());
});

it('has given every answer that is described, but for those that need a flood or a broken server', () => {
  const described = operations.flatMap((operation) => [
    `${operation.id} 200`,
    ...errorsOf(operation).map(({ status, code }) => `${operation.id} ${status} ${code}`),
  ]);
  // request-actor.test.ts asks for every operation without its right.
  const rare = described.filter((answer) =>
    /intake-busy$|rate-limited$|^(isReady|getSession|listKeys) 500|right-missing$/.test(answer),
  );
  expect(described.filter((answer) => !given.has(answer)).sort()).toEqual(rare.sort());
});
