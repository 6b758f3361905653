import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { nodeVersionGuard } from './bundle-entry-points.ts';

/** Imports the guard as a Node of that version would, or a browser, which has none; gives what it throws. */
function importOn(node: string | undefined): unknown {
  const process = node === undefined ? undefined : { versions: { node } };
  try {
    return void runInNewContext(nodeVersionGuard('@scope/one'), { process, Error, Number });
  } catch (error) {
    return error;
  }
}

test.each(['18.20.8', '20.20.2', '22.18.0'])(
  'an import on Node %s fails with one sentence and no stack',
  node => {
    expect(importOn(node)).toMatchObject({
      message: `@scope/one needs Node 22.19 or newer, and this is Node ${node}. Run it with another Node.`,
      stack: expect.not.stringMatching(/^ +at /m),
    });
  },
);

test.each(['22.19.0', '24.0.0', '26.9.0', undefined])('an import on Node %s passes', node => {
  expect(importOn(node)).toBeUndefined();
});
