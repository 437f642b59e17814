import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { coerceError, TemporaryFailure } from '../../core/base/failure.ts';
import { newId } from '../../core/base/id.ts';
import { type LinkPayload, signLink, verifyLink } from '../../services/access/signed-link.ts';
import type { WorkspaceSecrets } from '../../services/access/workspace-secrets.ts';
import { recordConsents } from '../../services/customers/consents.ts';
import { loadPageFacts, loadReason } from '../../services/customers/page-facts.ts';
import { giveAnswer } from '../../services/delivery/answers.ts';
import type { FeedbackDependencies } from '../../services/delivery/feedback.ts';
import { type Database, databaseFailure } from '../../store/database/database.ts';
import { codeOf } from '../../store/measurement/failures.ts';
import { findAnswer } from '../../store/messages/feedback.ts';
import { HttpProblem } from '../define-error.ts';
import { hasBody } from '../problem-json.ts';
import { createLimit } from '../rate-limits.ts';
import { addressOf } from '../sender.ts';
import { answerPage } from './answer.ts';
import { html } from './html.ts';
import { layout, pageHeaders } from './layout.ts';
import type { AnswerAction, HostedPage, PageAction } from './page.ts';
import { preferencesPage } from './preferences.ts';
import { readForm } from './read-form.ts';
import { unsubscribePage } from './unsubscribe.ts';
import { whyPage } from './why.ts';
import { type PageWords, wordsFor } from './words/index.ts';

/** The registry: a new page is one file and one line here. */
const pages: readonly HostedPage[] = [unsubscribePage, preferencesPage, whyPage, answerPage];

export interface PageDependencies {
  readonly database: Database;
  readonly secrets: WorkspaceSecrets;
  readonly logger: Logger;
  /** Records that the reader of a message wants no more of it. */
  readonly unsubscribed: (workspace: string, messageId: string) => Promise<void>;
  readonly feedback: FeedbackDependencies;
}

/**
 * Requests a second. Links that are not ours are counted by the sender's address, so that guessing gets nowhere. Links
 * of ours are counted each by itself: a mail program unsubscribes many people from few addresses.
 */
const STRANGERS_RATE = 2;
const LINK_RATE = 3;
const MOST_COUNTED = 10_000;

/**
 * The hosted pages: /p/u/… unsubscribe, /p/p/… preferences, /p/w/… why, /p/a/… an answer. The token in the address is the authority; no
 * cookie, no script. GET and HEAD change nothing, because scanners and previews follow every link of a mail: what changes
 * something is a form, which is sent by POST. A form that is sent twice changes nothing the second time.
 */
export function pageRoutes(dependencies: PageDependencies): Router {
  const router = Router();
  const strangers = createLimit(STRANGERS_RATE, MOST_COUNTED);
  const links = createLimit(LINK_RATE, MOST_COUNTED);

  async function admit(request: Request, page: HostedPage): Promise<OpenedLink> {
    const address = addressOf(request);
    await refuseAbove(strangers, address);
    const token = String(request.params.token);
    const { purpose } = page;
    const link = await verifyLink(dependencies.secrets, { token, purpose, now: Date.now() });
    if (link?.customerId === undefined) {
      await strangers.add(address, 1);
      throw new PageProblem(404);
    }
    await refuseAbove(links, token);
    await links.add(token, 1);
    return { ...link, customerId: link.customerId };
  }

  for (const page of pages) {
    const path = `/p/${page.letter}/:token`;
    router.get(path, async (request, response) => {
      const link = await admit(request, page);
      await show(dependencies, { page, link, request, response });
    });
    router.post(path, async (request, response) => {
      const link = await admit(request, page);
      const form = await readForm(request);
      const action = form && page.act(form, link);
      if (!action) throw new PageProblem(400);
      await perform(dependencies, link, action);
      await show(dependencies, { page, link, request, response, action });
    });
  }
  router.use('/p', problemPages(dependencies.logger));
  return router;
}

type OpenedLink = LinkPayload & { readonly customerId: string };

async function perform(
  { database, logger, unsubscribed, feedback }: PageDependencies,
  link: OpenedLink,
  action: PageAction | AnswerAction,
): Promise<void> {
  const { workspace, customerId, messageId } = link;
  if (action.givesAnswer) {
    const { question, answer, score } = link;
    if (messageId === undefined || question === undefined || answer === undefined) throw new PageProblem(404);
    if (!(await giveAnswer(feedback, { workspace, messageId, question, answer, score }))) throw new PageProblem(404);
    return;
  }
  const { source, statements, isUnsubscription } = action;
  const done = await recordConsents(database, { workspace, customerId, source, messageId, statements });
  if (!done) throw new PageProblem(404);
  if (!isUnsubscription || messageId === undefined || done.recorded === 0) return;
  // What the customer asked for is stored; that they did is news beside it.
  await unsubscribed(workspace, messageId).catch((error: unknown) => {
    logger.warn({ code: codeOf(error) }, 'an unsubscription was not recorded as feedback');
  });
}

async function show(
  { database, secrets }: PageDependencies,
  {
    page,
    link,
    request,
    response,
    action,
  }: { page: HostedPage; link: OpenedLink; request: Request; response: Response; action?: PageAction | AnswerAction },
): Promise<void> {
  const { workspace, messageId, question } = link;
  const facts = await loadPageFacts(database, workspace, link.customerId);
  if (!facts) throw new PageProblem(404);
  const words = wordsFor([request.get('accept-language'), facts.locale, facts.defaultLanguage]);
  const wantsReason = page.needsReason && messageId !== undefined;
  const reason = wantsReason
    ? await loadReason(database, { workspace, customerId: facts.customerId, messageId })
    : undefined;
  const preferences = await signLink(secrets, { ...link, purpose: 'preferences' });
  const notice = action?.givesAnswer ? undefined : action?.notice?.(words, facts);
  const isAnswer = messageId !== undefined && question !== undefined;
  const standing = isAnswer ? await findAnswer(database, { messageId, question }) : undefined;
  // Relative, since a proxy may have put a path before ours.
  const view = { link, facts, reason, words, preferencesUrl: `../p/${preferences}`, notice, standing };
  const { title, content } = page.show(view);
  send(response, 200, words, layout(words, title, content));
}

function send(response: Response, status: number, words: PageWords, body: string): void {
  response
    .status(status)
    .set({ ...pageHeaders, 'Content-Language': words.language, Vary: 'Accept-Language' })
    .type('html')
    .send(body);
}

/** What a page can fail with: a link that means nobody, a form that is none, too many requests. */
class PageProblem extends Error {
  readonly status: 400 | 404 | 429;
  readonly retryAfterMs: number | undefined;

  constructor(status: 400 | 404 | 429, retryAfterMs?: number) {
    super(`a page can not be shown: ${status}`);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}

async function refuseAbove(limit: ReturnType<typeof createLimit>, name: string): Promise<void> {
  const wait = await limit.waitOf(name);
  if (wait > 0) throw new PageProblem(429, wait);
}

/** Errors as pages, too: customers read them. */
function problemPages(logger: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const words = wordsFor([request.get('accept-language')]);
    const { status, title, text, retryAfterMs } = describeProblem(thrown, words, logger);
    if (retryAfterMs !== undefined) response.set('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
    if (hasBody(request) && !request.complete) response.set('Connection', 'close');
    send(response, status, words, layout(words, title, html`<p>${text}</p>`));
  };
}

function describeProblem(
  thrown: unknown,
  { errors }: PageWords,
  logger: Logger,
): { status: number; title: string; text: string; retryAfterMs?: number | undefined } {
  const link = { status: 404, title: errors.linkTitle, text: errors.link };
  const form = { title: errors.formTitle, text: errors.form };
  const down = { title: errors.downTitle, text: errors.down };
  if (thrown instanceof PageProblem) {
    if (thrown.status === 404) return link;
    if (thrown.status === 400) return { ...form, status: 400 };
    return { status: 429, title: errors.busyTitle, text: errors.busy, retryAfterMs: thrown.retryAfterMs };
  }
  if (thrown instanceof URIError) return link;
  if (thrown instanceof HttpProblem) return { ...form, status: thrown.status };
  const error = databaseFailure(thrown);
  if (error instanceof TemporaryFailure) {
    logger.warn({ code: error.code }, 'a page was turned away');
    return { ...down, status: 503, retryAfterMs: error.retryAfter ?? 2_000 };
  }
  logger.error({ errorId: newId(), code: codeOf(error), class: coerceError(error).name }, 'a page failed');
  return { ...down, status: 500 };
}
