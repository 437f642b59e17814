const { existsSync } = require('node:fs');

/** Where Chromium is on common systems; THROUGHLINE_CHROMIUM names another. Undefined: there is none. */
module.exports.findChromium = () =>
  [
    process.env.THROUGHLINE_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ].find((place) => place && existsSync(place));
