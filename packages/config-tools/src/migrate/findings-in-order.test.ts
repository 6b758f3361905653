import { expect, it } from 'vitest';
import { folderWith, run } from '../../test/command/command.fixture.ts';

const old =
  'boost:\n  kagenti:\n    auth:\n      # a\n      tokenExchange: # b\n        enabled: false\n  model: {name: x}\n';

async function migrate(option?: '--write') {
  const cwd = folderWith({ 'app-config.yaml': old });
  return (await run(['migrate', ...(option === undefined ? [] : [option])], { cwd })).stdout;
}

it('are told in the order of the lines, a place once', async () => {
  const places = [...(await migrate()).matchAll(/^app-config\.yaml:(\d+):(\d+) /gm)].map(
    ([, line, column]) => Number(line) * 1000 + Number(column),
  );
  expect(places.length).toBeGreaterThan(4);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
});

it('name comments by their lines, whether or not the file is written', async () => {
  for (const stdout of [await migrate(), await migrate('--write')]) {
    expect(stdout).toContain('was removed together with the comments on lines 4 and 5');
    expect(stdout).toContain('Check whether they are needed elsewhere');
    expect(stdout).not.toContain('before you run it');
  }
});

it('show the lines of a place with the first of its findings', async () => {
  const stdout = await migrate();
  expect(stdout.match(/was set to the placeholder \$\{KAGENTI_/g)).toHaveLength(3);
  expect(stdout.match(/^ {2}> 5 \|/gm)).toHaveLength(1);
});
