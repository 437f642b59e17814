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
  ['a # in the password', 'smtp://mailer:se#cret@mail.example', /smtp:\/\/.*%23/s],
  ['a ? in the password', 'smtp://mailer:se?cret@mail.example', /smtp:\/\/.*%3F/s],
  ['Latin-1 in the password', 'smtp://mailer:secret%E4@mail.example', /password has a "%"/],
  ['a path', 'smtp://mail.example/secret', /behind the host/],
  ['options', 'smtp://mail.example?secret=true', /behind the host/],
  ['the port 0', 'smtp://mail.example:0', /port is 0/],
  ['no host', 'smtp://', /smtp:\/\//],
  ['another protocol', 'https://mail.example', /smtp:\/\//],
])(
  'THROUGHLINE_SMTP_URL with %s is reported by name, with how to write it and without the value',
  (_what, url, told) => {
    const problems = problemsOf({ THROUGHLINE_SMTP_URL: url });
    expect(problems).toMatchObject([{ code: 'unreadable-setting', where: 'THROUGHLINE_SMTP_URL' }]);
    expect(`${problems[0]?.problem} ${problems[0]?.remedy}`).toMatch(told);
    expect(JSON.stringify(problems)).not.toMatch(/Secure|secret|se\/cret/);
  },
);

it.each([
  ['a name alone', 'Acme', /no address/],
  ['two addresses', 'a@acme.example, b@acme.example', /more than one/],
  ['an empty address', 'Acme <>', /no address/],
  ['a bracket that never closes', 'Acme <hello@acme.example', /form/],
  ['something behind the address', 'Acme <hello@acme.example> Inc', /form/],
  ['a group', 'Acme: hello@acme.example;', /form/],
  ['a blank in the address', 'Acme <hel lo@acme.example>', /form|address/],
  ['a line break', 'Acme\nBcc: x <hello@acme.example>', /form|address/],
  ['what is no address', 'Acme <hello at acme>', /address/],
])('THROUGHLINE_MAIL_FROM with %s is reported by name, with how to write it', (_what, from, told) => {
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

it.each(['DATABASE_URL', 'DATABASE_DIRECT_URL', 'THROUGHLINE_WEBHOOK_URL'])(
  '%s with a %% in its password is reported by name',
  (name) => {
    const protocol = name.startsWith('DATABASE') ? 'postgres' : 'https';
    const problems = problemsOf({ [name]: `${protocol}://mailer:100%Secure@host.example/x` });
    expect(problems).toMatchObject([{ where: name, problem: expect.stringContaining('password has a "%"') }]);
    expect(JSON.stringify(problems)).not.toMatch(/Secure/);
    expect(problemsOf({ [name]: `${protocol}://mailer:100%25Secure@host.example/x` })).toEqual([]);
  },
);
