/**
 * The environment of the tests: the process's own global object, where jest's default gives each file a context of its
 * own. There every look at a global (`Map`, `Promise`, `Date`) goes through a proxy, and no module can be kept for the
 * next file. What a file sets in the process's environment is taken back when it ends.
 */
const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Where jest-circus keeps what it tells of a file's events: each file begins with none. */
const eventHandlers = Symbol.for('EVENT_HANDLERS');

module.exports = class OneGlobal {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.options = projectConfig.testEnvironmentOptions;
    this.before = { ...process.env };
    delete globalThis[eventHandlers];
    Error.stackTraceLimit = 100;
    this.moduleMocker = new ModuleMocker(globalThis);
    const timers = { config: projectConfig, global: globalThis };
    const timerConfig = { idToRef: (id) => ({ id, ref() {}, unref() {} }), refToId: (timer) => timer?.id };
    this.fakeTimers = new LegacyFakeTimers({ ...timers, moduleMocker: this.moduleMocker, timerConfig });
    this.fakeTimersModern = new ModernFakeTimers(timers);
  }

  async setup() {}

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    for (const name of Object.keys(process.env)) if (!(name in this.before)) delete process.env[name];
    Object.assign(process.env, this.before);
  }

  exportConditions() {
    return this.options.customExportConditions;
  }

  getVmContext() {
    return globalThis;
  }
};
