export const wordsOfSignIn = {
  title: 'Sign in',
  expired: 'You are not signed in any more. Sign in again: what you wrote is kept on the page.',
  linkWorks: 'The link signs you in…',
  linkFailed: 'This link does not sign in any more: it works once, for ten minutes.',
  newLink: 'Print a new one where Throughline runs:',
  command: 'throughline sign-in',
  ways: 'Way to sign in',
  password: { tab: 'Password', email: 'E-mail', password: 'Password', act: 'Sign in' },
  key: {
    tab: 'Admin key',
    label: 'Admin key',
    help: 'It begins with tl_admin_. “npm start” prints one, and Settings makes others.',
    act: 'Sign in with the key',
  },
  unavailable: 'The API does not answer. It is asked again every few seconds.',
};
