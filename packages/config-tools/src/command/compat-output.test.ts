import { boostFieldSet } from '@rhdh-boost/config-schema';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import { expect, it } from 'vitest';
import { folderWith, run } from '../../test/command/command.fixture.ts';

it.each(['json', 'markdown', 'text'])('compat gives %s by --output as by --format', async form => {
  const cwd = folderWith({ 'fields.json': JSON.stringify(createFieldTable(boostFieldSet)) });
  const outputs = ['--output', '--format'].map(option =>
    run(['compat', '--against', 'fields.json', option, form], { cwd }),
  );
  const [byOutput, byFormat] = await Promise.all(outputs);
  expect(byOutput).toEqual(byFormat);
  expect(byOutput).toMatchObject({ exitCode: 0, stderr: '' });
});

it('the help of each subcommand names its exit codes [configuration-command/Help teaches each subcommand]', async () => {
  for (const name of ['check', 'explain', 'migrate', 'init', 'schema', 'compat'])
    expect((await run([name, '--help'])).stdout).toMatch(/^Exit code:/m);
});
