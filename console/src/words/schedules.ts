/** The sentences about entries by schedule and their waves. */
export const wordsOfSchedules = {
  title: 'Schedules',
  schedules: 'Entries by schedule',
  empty:
    'No live journey lets customers in by schedule. The entry of a journey says so, with "bySchedule" in TypeScript.',
  columns: { journey: 'Journey', schedule: 'Schedule', when: 'When', next: 'Next', zones: 'By time zone' },
  zone: (zone: string) => zone,
  zones: (count: number) => `${count.toLocaleString()} time zones`,
  notAgain: 'not again',
  waves: 'Waves, the newest first',
  noWaves: 'No wave has begun yet.',
  waveColumns: {
    wave: 'Wave',
    due: 'Due',
    state: 'State',
    progress: 'Asked and entered',
    rate: 'At most',
    segment: 'Of whom',
    finished: 'Finished',
  },
  reasons: {
    missed: 'it was over an hour late',
    overlap: 'the one before was still open',
    unpublished: 'the schedule is gone',
  } as Readonly<Record<string, string>>,
  progress: (asked: string, entered: string) => `${asked} asked, ${entered} entered`,
  perMinute: (count: string) => `${count} a minute`,
  everybody: 'everybody',
};
