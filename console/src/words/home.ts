export const wordsOfHome = {
  title: 'Home',
};
