import { type Browser, chromium } from 'playwright-core';

const { findChromium } = require('../../scripts/find-chromium.cjs') as { findChromium: () => string | undefined };

/** A real browser. Throws where there is none: a browser test that did not run must not count as passed. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new Error('Browser tests need Chromium: apt-get install chromium, or set THROUGHLINE_CHROMIUM to its path.');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
