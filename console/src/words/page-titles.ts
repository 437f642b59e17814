/** Of pages in the navigation whose other words are read with the page. */
export const pageTitles = {
  tasks: 'Tasks',
  experiments: 'Experiments',
  imports: 'Imports',
  journeys: 'Journeys',
  policies: 'Policies',
  schedules: 'Schedules',
  segments: 'Segments',
  settings: 'Settings',
  sources: 'Sources',
} as const;
