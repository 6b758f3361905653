import { enableCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/** What the command needs of Node: loaded first, since with `--no-lazy` it would not come from Node's own cache. */
for (const name of ['buffer', 'events', 'fs', 'path', 'url']) {
  process.getBuiltinModule(name);
}

// The command is loaded after this, so that Node takes its compiled code from the last run. V8
// compiles a function when it is first called, and leaves it out of the cache then: for this one
// file it compiles all at once.
enableCompileCache();
setFlagsFromString('--no-lazy');
void import('./command/main.ts').then(({ main }) => {
  setFlagsFromString('--lazy');
  return main();
});
