/**
 * Jest's runtime, which compiles a module once a process and not once a test file: half of the time that a file needs to
 * load the API goes there. A compiled script runs in each file's own context, so files share no state.
 */
const vm = require('node:vm');

const compileAnew = vm.compileFunction;
const scripts = new Map();

vm.compileFunction = (source, parameters, options) => {
  if (!options?.parsingContext) return compileAnew(source, parameters, options);
  const head = `(function (${parameters.join(', ')}) {`;
  let kept = scripts.get(options.filename);
  if (kept?.source !== source || kept.head !== head) {
    const script = new vm.Script(`${head}${source}\n})`, { filename: options.filename, columnOffset: -head.length });
    kept = { source, head, script };
    scripts.set(options.filename, kept);
  }
  return kept.script.runInContext(options.parsingContext);
};

module.exports = require('jest-runtime');
