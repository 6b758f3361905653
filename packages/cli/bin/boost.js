#!/usr/bin/env node
// Written so that every Node that anybody still has can read it: an older one gets a sentence here, not a stack.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) {
  void require('../dist/boost.cjs');
} else {
  process.stderr.write(
    `boost needs Node 22.19 or newer, and this is ${process.versions.node}. Run it with another Node.\n`,
  );
  process.exitCode = 2;
}
