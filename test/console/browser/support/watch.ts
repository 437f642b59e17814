import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';

/** Notes what no page of the console may do: break its policy, ask another origin, let an error through. */
export async function watchPage(context: BrowserContext, origin: string, faults: string[]): Promise<void> {
  await context.exposeFunction('noteViolation', (violation: string) => void faults.push(violation));
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', (event) => {
    window.noteViolation('policy: ' + event.violatedDirective + ' blocked ' + event.blockedURI + ' in ' + event.sourceFile);
  })`);
  context.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol.startsWith('http') && asked !== origin) faults.push(`request to ${asked}`);
  });
  context.on('weberror', (error) => void faults.push(`error: ${error.error().message}`));
}

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** What axe finds on the page as it is, best practices included: nothing is what it should be. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Not addScriptTag, which the page's policy blocks.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResult>('axe.run()');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  );
}
