import type { ConsoleStack } from '../support/console-stack.ts';
import { axeViolations } from '../support/watch.ts';

export function describeShell(stack: () => ConsoleStack): void {
  it('a link signs in once, and its token leaves the address', async () => {
    const link = await stack().signInLink();
    const page = await stack().open('/', { isSignedOut: true });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await stack().screenshot(page, 'sign-in');
    await page.goto(link);
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/console/');
    await page.context().clearCookies();
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByText('This link does not sign in any more').waitFor();
  });

  it('an admin key signs in, and a wrong one is refused in words', async () => {
    const page = await stack().open('/', { isSignedOut: true });
    await page.getByRole('tab', { name: 'Admin key' }).click();
    await page.getByRole('textbox', { name: 'Admin key' }).fill('tl_admin_wrong');
    await page.getByRole('button', { name: 'Sign in with the key' }).click();
    await page.getByText('This does not sign in', { exact: false }).waitFor();
    await page.getByRole('textbox', { name: 'Admin key' }).fill(stack().api.keys.admin);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.context().clearCookies();
  });

  it('a session that ended is renewed over the page, and what was open stays', async () => {
    const page = await stack().open('/', { isSignedOut: true });
    await page.goto(await stack().signInLink());
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor();
    await page.context().clearCookies();
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor();
    await page.getByRole('tab', { name: 'Admin key' }).click();
    await page.getByRole('textbox', { name: 'Admin key' }).fill(stack().api.keys.admin);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Sign in' }).waitFor({ state: 'hidden' });
    await page.getByRole('dialog', { name: 'Keys of this page' }).waitFor();
  });

  it('the palette opens by keys and goes where Enter says', async () => {
    const page = await stack().open('/');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await page.keyboard.type('dark');
    await page.getByRole('menuitem', { name: 'Appearance: Dark' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('html[data-theme=dark]').waitFor();
    await page.evaluate('localStorage.clear()');
  });

  it('says since when the API does not answer, and goes on by itself', async () => {
    const page = await stack().open('/');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.route('**/v1/**', (route) => route.abort());
    await page.route('**/health/**', (route) => route.abort());
    await page.getByText('The API does not answer since').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.unrouteAll();
    await page.getByText('The API does not answer since').waitFor({ state: 'hidden' });
  });
}
