import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.ts';
import { backTo, json, type MailboxAnswer, page, pageWith, readText, script } from './answers.ts';
import { type InAppItem, renderAlonePage, renderInAppPage, renderTasksPage, type TaskItem } from './receiver-pages.ts';
import { renderShopPage, shopScript } from './shop-page.ts';
import { askApi, type MailboxStack, userTokenFor } from './stack-client.ts';

/** The build puts it there: scripts/build-clients.mjs. */
const segmentSdk = join(packageRoot(), 'dist/client/analytics.js');

/**
 * The pages that show the running stack and act in it: in-app messages, tasks, and the test shop. All of it goes through
 * the API, as a browser, a customer's server or a colleague would.
 */
export async function routeStack(
  stack: MailboxStack | undefined,
  request: IncomingMessage,
  { pathname, searchParams }: URL,
): Promise<MailboxAnswer | undefined> {
  const key = `${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`;
  if (key === 'GET /shop.js') return script(shopScript);
  if (key === 'GET /shop/analytics.js') return script(readFileSync(segmentSdk, 'utf8'));
  const tab = (['/read/in-app', '/read/tasks', '/shop'] as const).find((each) => each === pathname);
  if (!stack) return tab && page(renderAlonePage(tab, 'This mailbox runs without a stack.'));
  const note = searchParams.get('note') ?? undefined;
  const after = searchParams.get('after') ?? undefined;
  switch (key) {
    case 'GET /shop':
      return pageWith(new URL(stack.api).origin, renderShopPage(stack, shopUser(request)));
    case 'GET /shop/token': {
      const userId = shopUser(request);
      // No error: a visitor without a name is the usual case, and browsers report each 401 on the console of the page.
      if (userId === undefined) return { ...json({}), status: 204, body: '' };
      return json({ token: userTokenFor(stack, userId) });
    }
    case 'POST /shop/sign-in':
      return signIn(await formOf(request));
    case 'POST /shop/sign-out':
      return { ...json({}), headers: { 'set-cookie': 'shop_user=; Path=/shop; Max-Age=0' } };
    case 'GET /in-app':
      return json(await listInApp(stack, 1, undefined));
    case 'GET /read/in-app': {
      const { items, next, problem } = await listInApp(stack, 50, after);
      return page(renderInAppPage(items, { next, note: note ?? problem, after }));
    }
    case 'GET /tasks':
      return json(await listTasks(stack, 1));
    case 'GET /read/tasks': {
      const { items, problem } = await listTasks(stack, 20);
      return page(renderTasksPage(items, { note: note ?? problem, me: 'you@example.com' }));
    }
  }
  return request.method === 'POST' ? act(stack, request, pathname) : undefined;
}

async function act(
  stack: MailboxStack,
  request: IncomingMessage,
  pathname: string,
): Promise<MailboxAnswer | undefined> {
  const [, kind, id, action = ''] = /^\/act\/(in-app|tasks)\/([0-9a-f-]{36})\/([a-z]+)$/.exec(pathname) ?? [];
  if (kind === undefined) return undefined;
  const form = await formOf(request);
  if (kind === 'tasks') {
    const body = JSON.stringify(Object.fromEntries(form));
    const { status, text } = await askApi(stack, `/v1/tasks/${id}/${action}`, { bearer: stack.adminKey, body });
    return backTo('/read/tasks', status === 200 ? `Done: ${action} ${form.get('choice') ?? ''}` : text);
  }
  const bearer = userTokenFor(stack, form.get('userId') ?? '');
  const { status, text } = await askApi(stack, `/v1/inbox/${id}/${action}`, { bearer, method: 'POST' });
  return backTo('/read/in-app', status === 200 ? `Noted as the customer's: ${action}.` : text);
}

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
  readonly problem?: string | undefined;
}

async function listInApp(stack: MailboxStack, limit: number, after: string | undefined): Promise<Listed<InAppItem>> {
  const query = new URLSearchParams({ limit: String(limit), ...(after !== undefined && { after }) });
  return listed(await askApi(stack, `/v1/in-app-messages?${query}`, { bearer: stack.adminKey }));
}

/** The list names tasks; what they ask for is in each. */
async function listTasks(stack: MailboxStack, limit: number): Promise<Listed<TaskItem>> {
  const list = listed<TaskItem>(await askApi(stack, `/v1/tasks?limit=${limit}`, { bearer: stack.adminKey }));
  const whole = await Promise.all(
    list.items.map(async (task) => {
      const { status, json: found } = await askApi(stack, `/v1/tasks/${task.id}`, { bearer: stack.adminKey });
      return status === 200 ? (found as TaskItem) : task;
    }),
  );
  return { ...list, items: whole };
}

function listed<Item>({ status, json: found, text }: Awaited<ReturnType<typeof askApi>>): Listed<Item> {
  if (status !== 200) return { items: [], problem: `The API answered ${status}. ${text}` };
  const { items, next } = found as { items: Item[]; next: string | null };
  return { items, next: next ?? undefined };
}

function signIn(form: URLSearchParams): MailboxAnswer {
  const userId = form.get('userId')?.trim() ?? '';
  if (userId === '' || userId.length > 255) return json({ problem: 'a userId has 1 to 255 characters' }, 422);
  const cookie = `shop_user=${encodeURIComponent(userId)}; Path=/shop; HttpOnly; SameSite=Strict`;
  return { ...json({}), headers: { 'set-cookie': cookie } };
}

function shopUser({ headers: { cookie = '' } }: IncomingMessage): string | undefined {
  const [, value] = /(?:^|;\s*)shop_user=([^;]+)/.exec(cookie) ?? [];
  try {
    return value === undefined ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams((await readText(request)) ?? '');
}
