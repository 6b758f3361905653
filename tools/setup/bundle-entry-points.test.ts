import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { entryPoints, publishedPackages } from '../common/workspaces.ts';
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

/** What a bundler makes of a program that uses one export of an entry point. */
async function bundleUse(specifier: string): Promise<string> {
  const [name = ''] = Object.keys(await import(specifier));
  const use = `import { ${name} } from '${specifier}';\nconsole.log(${name});\n`;
  const bundled = await rolldown({
    input: 'program',
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'program',
        resolveId: id => (id === 'program' ? join(repositoryRoot, 'program.js') : undefined),
        load: id => (id === join(repositoryRoot, 'program.js') ? use : undefined),
      },
    ],
  });
  const { output } = await bundled.generate({ format: 'esm' });
  await bundled.close();
  return output.map(file => (file.type === 'chunk' ? file.code : '')).join('\n');
}

test.each(
  publishedPackages(repositoryRoot).flatMap(workspace =>
    entryPoints(workspace).map(({ specifier }) => [specifier, workspace.manifest.name]),
  ),
)('a bundler keeps the guard of %s', async (specifier, name) => {
  const bundled = await bundleUse(specifier);

  expect(bundled.includes(`${name} needs Node 22.19`)).toBe(true);
});
