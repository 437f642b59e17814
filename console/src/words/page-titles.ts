/** Of pages in the navigation whose other words are read with the page. */
export const pageTitles = { journeys: 'Journeys', segments: 'Segments', settings: 'Settings' } as const;
