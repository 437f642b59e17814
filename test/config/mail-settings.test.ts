import { readSettings } from '../../config/settings.ts';
import { ProblemError } from '../../core/base/problem.ts';

function problemsOf(environment: Record<string, string>) {
  try {
    readSettings(environment);
    return [];
  } catch (thrown) {
    if (thrown instanceof ProblemError) return thrown.problems;
    throw thrown;
  }
}

it.each([
  ['a % in the password', 'smtp://mailer:100%Secure@mail.example:587', /password has a "%".*%25/s],
  ['a % in the user', 'smtp://50%off:secret@mail.example', /user has a "%"/],
  ['a / in the password', 'smtp://mailer:se/cret@mail.example', /smtp:\/\/.*%2F/s],
  ['no host', 'smtp://', /smtp:\/\//],
  ['another protocol', 'https://mail.example', /smtp:\/\//],
])('THROUGHLINE_SMTP_URL with %s is told by name, with how to write it and without the value', (_what, url, told) => {
  const problems = problemsOf({ THROUGHLINE_SMTP_URL: url });
  expect(problems).toMatchObject([{ code: 'unreadable-setting', where: 'THROUGHLINE_SMTP_URL' }]);
  expect(`${problems[0]?.problem} ${problems[0]?.remedy}`).toMatch(told);
  expect(JSON.stringify(problems)).not.toMatch(/Secure|secret|se\/cret/);
});

it.each([
  ['a name alone', 'Acme', /no address/],
  ['two addresses', 'a@acme.example, b@acme.example', /more than one/],
  ['what is no address', 'Acme <hello at acme>', /address/],
])('THROUGHLINE_MAIL_FROM with %s is told by name, with how to write it', (_what, from, told) => {
  const problems = problemsOf({ THROUGHLINE_MAIL_FROM: from });
  expect(problems).toMatchObject([{ code: 'unreadable-setting', where: 'THROUGHLINE_MAIL_FROM' }]);
  expect(`${problems[0]?.problem} ${problems[0]?.remedy}`).toMatch(told);
});

it.each(['smtp://127.0.0.1:4402', 'smtps://mailer:100%25Secure%40@mail.example:465', 'smtp://mail'])(
  'takes %s as it is',
  (url) => {
    expect(readSettings({ THROUGHLINE_SMTP_URL: url }).smtpUrl).toBe(url);
  },
);

it.each([
  'Acme <hello@acme.example>',
  'hello@acme.example',
  '"Acme, Inc." <hello@acme.example>',
  'Acme, Inc. <hello@acme.example>',
  'Acme <a@acme.localhost>',
])('sends from %s', (from) => {
  expect(readSettings({ THROUGHLINE_MAIL_FROM: from }).mailFrom).toBe(from);
});
