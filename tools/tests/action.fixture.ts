import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string;
      readonly run?: string;
      readonly env?: Readonly<Record<string, string>>;
    }[];
  };
}

const action: Action = parse(readFileSync(join(repositoryRoot, 'action.yml'), 'utf8'));

/** How the step ended. */
export interface StepResult {
  readonly stdout: string;
  readonly exitCode: number | null;
  /** What it handed to the next steps. */
  readonly sarifFile: string;
}

/** Stands in for npx, so that the built command runs in place of the published one; keeps its arguments. */
const npx = `#!/usr/bin/env bash
printf '%s\\n' "$@" >>"$RUNNER_TEMP/npx.txt"
while [ "$1" != boost-config ]; do shift; done
shift
exec "${process.execPath}" "${join(repositoryRoot, 'packages/config-tools/bin/boost-config.js')}" "$@"
`;

/** Runs the script of the action's step as a runner does: inputs as the step's environment, bash as its shell. */
export function runAction(cwd: string, given: Readonly<Record<string, string>>): StepResult {
  const step = action.runs.steps.find(({ id }) => id === 'check');
  const temp = scratchFolder({ npx });
  chmodSync(join(temp, 'npx'), 0o755);
  writeFileSync(join(temp, 'output'), '');
  const inputs = Object.entries(step?.env ?? {}).map(([name, expression]) => {
    const [, input = ''] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
    return [name, given[input] ?? action.inputs[input]?.default ?? ''];
  });
  const { stdout, status } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
    {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: [temp, process.env['PATH']].join(delimiter),
        RUNNER_TEMP: temp,
        GITHUB_OUTPUT: join(temp, 'output'),
        GITHUB_WORKSPACE: cwd,
        ...Object.fromEntries(inputs),
      },
    },
  );
  const [, sarifFile = ''] =
    /^sarif-file=(.+)$/m.exec(readFileSync(join(temp, 'output'), 'utf8')) ?? [];
  return { stdout, exitCode: status, sarifFile };
}
