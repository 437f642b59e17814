export const wordsOfShell = {
  product: 'Throughline',
  navigation: 'Pages',
  skip: 'Skip to the content',
  goTo: (page: string) => `Go to ${page}`,
  theme: { label: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark' },
  signedIn: (title: string) => `Signed in: ${title}`,
  signOut: 'Sign out',
  keys: {
    title: 'Keys of this page',
    show: 'Show the keys of this page',
    single: 'Single letters act',
    palette: 'Find anything',
    none: 'Letters act while no field has the focus.',
  },
  unavailable: (since: string, of: string | undefined) =>
    `The API does not answer since ${since}.${of === undefined ? '' : ` What you see is of ${of}.`} It is asked again every few seconds.`,
  notLive: { title: 'Not live', text: 'News do not come at once: pages are read again every few seconds.' },
  notFound: { title: 'No such page', text: 'Nothing is at this address.', home: 'Go to Home' },
  failed: 'This page failed to show',
};
