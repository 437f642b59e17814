import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../support/command.ts';
import { readEverything } from '../support/everything-in-temporal.ts';
import { eventually, type System, startSystem } from '../support/system.ts';
import { startWorkerHere } from '../support/worker.ts';

jest.setTimeout(120_000);

/** A folder as an engineer writes it, pushed by the program; mails as the mail server gets them. Processes: the program's. */
const journey = `
import { defineEvent, email, flow, journey, on, send, t, template } from 'throughline';
const SignedUp = defineEvent('Signed Up', { plan: t.text });
export default journey(
  'greet',
  { purpose: 'transactional', entry: on(SignedUp), exit: { gone: on(defineEvent('Account Closed', {})) } },
  flow(send('hello', template('hello'), { via: [email], failed: flow(send('plain', template('plain'), { via: [email] })) })),
);
`;
const files: Readonly<Record<string, string>> = {
  'greet.ts': journey,
  'templates/_partials/layout.liquid':
    '<main lang="{{ message.language }}">{% block content %}{% endblock %}</main>{% render "footer" %}',
  'templates/_partials/footer.liquid': '<p>Bye</p>',
  'templates/_partials/footer.de.liquid': '<p>Auf Wiedersehen</p>',
  'templates/hello/email.subject.liquid': 'Hello {{ customer.name }}',
  'templates/hello/email.html.liquid':
    '{% layout "layout" %}{% block content %}<h1>{{ entry.plan }}</h1>{% endblock %}',
  'templates/hello/email.subject.de.liquid': 'Hallo {{ customer.name }}',
  'templates/hello/email.html.de.liquid':
    '{% layout "layout" %}{% block content %}<h1>Tarif {{ entry.plan }}</h1>{% endblock %}',
  'templates/hello/template.json': JSON.stringify({
    data: { customer: { name: 'text' }, entry: { plan: 'text' } },
    fixtures: { ann: { customer: { name: 'Ann' }, entry: { plan: 'team' } } },
  }),
  'templates/plain/email.subject.liquid': 'Hello',
  'templates/plain/email.html.liquid': '<p>Hello</p>',
};

let system: System;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'content-'));
  for (const [file, text] of Object.entries(files)) write(file, text);
  system = await startSystem();
  await startWorkerHere(system);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

const signUp = (userId: string, traits: object) => {
  const analytics = system.analytics();
  analytics.identify({ userId, traits: { email: `${userId}@example.com`, ...traits } });
  analytics.track({ userId, event: 'Signed Up', properties: { plan: 'team' } });
};
const mailTo = (userId: string) =>
  eventually(
    async () => {
      const query = new URLSearchParams({ to: `${userId}@example.com` });
      const { items } = (await (await fetch(`http://127.0.0.1:${system.mailboxPort}/mails?${query}`)).json()) as {
        items: { id: string }[];
      };
      const read = (form: string) =>
        fetch(`http://127.0.0.1:${system.mailboxPort}/mails/${items[0]?.id}${form}`).then((answer) => answer.text());
      return items[0] && `${await read('')} ${await read('/html')}`;
    },
    (mail) => mail !== undefined,
  );

it('a folder with partials, languages and declared data is pushed, previewed and sent as it says', async () => {
  const pushed = await runCommand(system, ['push', folder]);
  expect(pushed).toEqual({ code: 0, output: expect.stringContaining('template hello v1: published') });
  signUp('ann', { name: 'Ann', locale: 'en-GB' });
  signUp('uwe', { name: 'Uwe', locale: 'de-AT' });
  expect(await mailTo('ann')).toMatch(/Hello Ann[\s\S]*<main lang="en"><h1>team<\/h1><\/main><p>Bye<\/p>/);
  expect(await mailTo('uwe')).toMatch(
    /Hallo Uwe[\s\S]*<main lang="de"><h1>Tarif team<\/h1><\/main><p>Auf Wiedersehen<\/p>/,
  );
  const [list] = (await runCommand(system, ['runs', '--user', 'uwe'])).output.split('\n').slice(1);
  const shown = await runCommand(system, ['run', 'show', list?.split(' ')[0] ?? '']);
  expect(shown.output).toContain('message hello v1 in de by email: accepted');

  const html = path.join(folder, 'preview.html');
  const preview = await runCommand(system, ['preview', 'hello', '--user', 'uwe', '--out', html]);
  expect(preview.output).toMatch(
    /hello v1 by email in de[\s\S]*newest run[\s\S]*preview\.html[\s\S]*Subject +Hallo Uwe[\s\S]*Tarif team/,
  );
  const draft = await runCommand(system, ['preview', 'hello', '--from', folder, '--fixture', 'ann'], {
    DATABASE_URL: '',
  });
  expect(draft.output).toMatch(/hello \(draft\) by email\n[\s\S]*fixture ann[\s\S]*Subject +Hello Ann/);
});

it('a customer without a declared value takes the failure path; Temporal holds nothing of it', async () => {
  signUp('max', { locale: 'en' });
  expect(await mailTo('max')).toContain('<p>Hello</p>');
  const [list] = (await runCommand(system, ['runs', '--user', 'max'])).output.split('\n').slice(1);
  const shown = await runCommand(system, ['run', 'show', list?.split(' ')[0] ?? '']);
  expect(shown.output).toMatch(
    /message hello v1 by email: failed permanently: template-variable-missing: .*"customer\.name" has no value/,
  );
  expect(shown.output).toMatch(/left hello by "failed"/);
  const preview = await runCommand(system, ['preview', 'hello', '--user', 'max']);
  expect(preview.output).toMatch(/Not sent[\s\S]*customer\.name \(declared in template\.json\)/);
  const texts = await readEverything(system.temporal, []);
  expect(texts.length).toBeGreaterThan(10);
  expect(texts.filter(({ text }) => /customer\.name|max@|Auf Wiedersehen/.test(text))).toEqual([]);
});

it('a template that lacks what a live journey sends is refused by the program, with the journey', async () => {
  const only = mkdtempSync(path.join(tmpdir(), 'content-'));
  mkdirSync(path.join(only, 'templates/plain'), { recursive: true });
  writeFileSync(path.join(only, 'templates/plain/webhook.body.liquid'), '{}');
  const { code, output } = await runCommand(system, ['push', only]);
  expect({ code, output }).toEqual({
    code: 1,
    output: expect.stringMatching(/journey "greet" v1: steps\.plain.*nothing for the channel "email"/),
  });
  rmSync(only, { recursive: true });
});
