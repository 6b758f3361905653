import { statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { codeOf } from '@rhdh-boost/internal/error-name';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { nameCommand } from '../check/command-name.ts';
import { createConfigTemplate } from '../init/config-template.ts';
import type { AccountKind } from '../init/needed-fields.ts';
import { listVariables } from '../report/list-variables.ts';
import { chooseRepositoryRegistry } from './choose-registry.ts';
import type { FieldsOption } from './common-options.ts';
import type { ConfigContext } from './config-context.ts';

/** The options of `boost-config init`. */
export interface InitCommandOptions extends FieldsOption {
  readonly write?: string;
  readonly auth?: AccountKind;
}

/** Writes a new section, and gives the exit code. */
export async function runInit(
  options: InitCommandOptions,
  context: ConfigContext,
): Promise<number> {
  const { stdout, cwd } = context;
  const { auth, write: file } = options;
  const { text: template, variables } = createConfigTemplate(
    await chooseRepositoryRegistry(options, context),
    {
      ...(auth === undefined ? {} : { auth }),
      ...(file === undefined ? {} : { file }),
    },
  );
  const text = nameCommand(template, context.name);
  if (options.write === undefined) {
    stdout.write(text);
    return 0;
  }
  if (options.write === '') throw new UsageError('--write has an empty name. Name a new file.');
  await writeNewFile(resolve(cwd, options.write), options.write, text);
  const name = makePrintable(options.write);
  const report = `Wrote ${name}. Set these variables for the backend:\n${listVariables(variables)}Then check it with: boost-config check ${name}\n`;
  stdout.write(nameCommand(report, context.name));
  return 0;
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'it already exists and was not changed. Name a new file.',
  EISDIR: 'it is a folder. Name a new file in it.',
  ENOENT: 'its folder does not exist. Create the folder first.',
  ENOTDIR: 'a part of its path is not a folder. Name another file.',
  EACCES: 'permission is denied. Name a file in a folder that you may write to.',
  EROFS: 'the file system is read-only. Name a file in a folder that you may write to.',
};

async function writeNewFile(path: string, name: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    const failure = codeOf(error) ?? 'unknown';
    const code = failure === 'EEXIST' && isFolder(path) ? 'EISDIR' : failure;
    const reason = reasons[code] ?? `the system reports ${code}.`;
    throw new UsageError(`${name} cannot be written: ${reason}`);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
