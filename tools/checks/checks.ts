// Runs every `check:` script of package.json, also after one has failed, and prints a line for each.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import type { Manifest } from '../common/workspaces.ts';

const PREFIX = 'check:';

/** How a check ended. */
interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  /** What it printed, where it failed. */
  readonly said?: string;
}

function checkNames(root: string): string[] {
  const { scripts = {} }: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.keys(scripts)
    .filter(script => script.startsWith(PREFIX))
    .map(script => script.slice(PREFIX.length));
}

async function runCheck(
  root: string,
  name: string,
  print: (text: string) => void,
): Promise<CheckResult> {
  const start = performance.now();
  const child = spawn('npm', ['run', '--silent', `${PREFIX}${name}`], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const passed = code === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  print(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
  if (passed) return { name, passed };
  const said = Buffer.concat(output).toString().trimEnd();
  print(`${said.replaceAll(/^/gm, '       ')}\n`);
  return { name, passed, said };
}

/**
 * Runs the named checks, or all; gives the exit code. Leaves `reports/checks.json` behind.
 */
export async function runChecks(
  root: string,
  names: readonly string[],
  print: (text: string) => void,
): Promise<number> {
  const known = checkNames(root);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    print(`There is no check ${unknown.join(', ')}. There are: ${known.join(', ')}.\n`);
    return 1;
  }
  const waiting = names.length > 0 ? [...names] : known;
  const total = waiting.length;
  const results: CheckResult[] = [];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      results.push(await runCheck(root, name, print));
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), total) }, worker));
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(join(root, 'reports', 'checks.json'), JSON.stringify(results));
  const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
  print(
    failed.length === 0
      ? `All ${total} checks passed.\n`
      : `${failed.length} of ${total} checks failed: ${failed.join(', ')}. Run one alone with \`npm run check -- NAME\`.\n`,
  );
  return failed.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  process.exitCode = await runChecks(repositoryRoot, process.argv.slice(2), text =>
    process.stdout.write(text),
  );
}
