import { createHash } from 'node:crypto';
import { html, type Markup } from './html.ts';
import type { PageWords } from './words/index.ts';

/** One style sheet for all pages, in the page itself: a page needs one request and nothing from elsewhere. */
const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #545d68; --ground: #f4f5f7; --card: #ffffff; --line: #cfd5dc;
  --accent: #1d4ed8; --on-accent: #ffffff; --good: #14632f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebef; --soft: #a9b2bd; --ground: #14171b; --card: #1e2329;
  --line: #3a424c; --accent: #8ab4ff; --on-accent: #10151c; --good: #7fd69a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif;
  overflow-wrap: anywhere; }
main { max-width: 36rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
@media (min-width: 40rem) { main { padding-top: 3.5rem; } }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem 1.25rem 1.5rem; }
@media (min-width: 40rem) { .card { padding: 2rem; } }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
p { margin: 0 0 1rem; }
.soft { color: var(--soft); }
.done { border-left: .25rem solid var(--good); padding: .25rem 0 .25rem .75rem; }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
legend { font-size: 1.0625rem; font-weight: 600; padding: 0; margin: 1rem 0 .5rem; }
label.choice { display: flex; gap: .75rem; align-items: flex-start; padding: .625rem 0; border-top: 1px solid var(--line);
  cursor: pointer; }
label.choice input { width: 1.25rem; height: 1.25rem; margin: .125rem 0 0; flex: none; accent-color: var(--accent); }
label.choice span.soft { display: block; font-size: .9375rem; }
form { margin: 0; }
form + form, .actions { margin-top: .75rem; }
button { font: inherit; font-weight: 600; width: 100%; min-height: 2.875rem; padding: .5rem 1.25rem; border-radius: .5rem;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.quiet { background: transparent; color: var(--accent); }
@media (min-width: 40rem) { button { width: auto; min-width: 16rem; } }
a { color: var(--accent); }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; }
ul { margin: 0 0 1rem; padding-left: 1.25rem; }
`;

const hash = createHash('sha256').update(style).digest('base64');

/**
 * Nothing runs and nothing is fetched; forms lead to us alone; nobody frames the page. The address holds the token, so it
 * is neither cached nor passed on as a referrer, and search engines keep out.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** A whole page. `title` is its heading, too. */
export function layout(words: PageWords, title: string, content: Markup): string {
  return html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<div class="card">
<h1>${title}</h1>
${content}
</div>
</main>
</body>
</html>
`.markup;
}

/** What has just been done; read out by screen readers as the page appears. */
export function done(text: string): Markup {
  return html`<p class="done" role="status">${text}</p>`;
}

/** A form of nothing but its button: it is sent to the page's own address, which is all the authority it needs. */
export function oneButton(action: string, text: string): Markup {
  return html`<form method="post"><button class="quiet" name="action" value="${action}">${text}</button></form>`;
}
