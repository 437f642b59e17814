/**
 * Jest's runtime, which loads a module once a process and not once a test file: half of the time of a short file goes
 * into the 1,500 modules behind the API. Files under test/ and examples/ are loaded again for each test file, so what a
 * test sets there is its own; modules of the product hold no state but caches by database, so nothing else is shared.
 */
const path = require('node:path');
const vm = require('node:vm');
const { default: Runtime, ...others } = require('jest-runtime');

const compileFunction = vm.compileFunction;
const scripts = new Map();

/** In the process's own context (one-global.js). A source that was compiled before is run again. */
vm.compileFunction = (source, parameters, options) => {
  if (options?.parsingContext !== globalThis) return compileFunction(source, parameters, options);
  const head = `(function (${parameters.join(', ')}) {`;
  let kept = scripts.get(options.filename);
  if (kept?.source !== source || kept.head !== head) {
    const script = new vm.Script(`${head}${source}\n})`, { filename: options.filename, columnOffset: -head.length });
    kept = { source, head, script };
    scripts.set(options.filename, kept);
  }
  return kept.script.runInThisContext();
};

/** Modules by file name, of all test files of this process. */
const keptModules = new Map();

/** A test file's modules: its own, and those that are kept. */
class Modules extends Map {
  constructor(ownFolders) {
    super();
    this.isOwn = (file) => ownFolders.some((folder) => file.startsWith(folder));
  }
  get(file) {
    return keptModules.get(file) ?? super.get(file);
  }
  has(file) {
    return keptModules.has(file) || super.has(file);
  }
  set(file, module) {
    if (this.isOwn(file)) super.set(file, module);
    else keptModules.set(file, module);
    return this;
  }
  delete(file) {
    return keptModules.delete(file) || super.delete(file);
  }
}

class KeepingRuntime extends Runtime {
  constructor(config, ...rest) {
    super(config, ...rest);
    const own = ['test', 'examples'].map((folder) => path.join(config.rootDir, folder) + path.sep);
    this.registries.moduleRegistry = new Modules(own);
  }

  /** What a kept module loads later, it loads by the runtime that loaded it: so that one must stay able to. */
  teardown() {
    this.restoreAllMocks();
    this.registries.clear();
    this.testState.enterTestCode();
  }
}

module.exports = { __esModule: true, ...others, default: KeepingRuntime };
