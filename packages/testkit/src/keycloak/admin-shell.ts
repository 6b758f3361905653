import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Administrator } from './admin-api.ts';

/** What came of a script. */
export interface ShellResult {
  /** The exit code of the script. */
  readonly exitCode: number;
  /** What it wrote to stdout and stderr. */
  readonly output: string;
}

/** Each command of `kcadm.sh` is a Java that runs for a second: to compile little of it takes half the time. */
const quickStart = '-XX:-UsePerfData -XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** A shell of an administrator: `kcadm.sh` is on its path and logged in. */
export class AdminShell {
  readonly #home: string;
  readonly #java: string;
  readonly #origin: string;
  readonly #administrator: Administrator;
  #login: Promise<void> | undefined;

  constructor(home: string, java: string, origin: string, administrator: Administrator) {
    this.#home = home;
    this.#java = java;
    this.#origin = origin;
    this.#administrator = administrator;
  }

  /** Runs a script; the first one logs in. */
  async run(script: string, environment: NodeJS.ProcessEnv): Promise<ShellResult> {
    this.#login ??= this.#logIn();
    await this.#login;
    return await runShell(script, { ...this.#environment(), ...environment });
  }

  async #logIn(): Promise<void> {
    await mkdir(this.#folder);
    const server = `--server ${this.#origin} --realm master`;
    const { exitCode, output } = await runShell(
      `kcadm.sh config credentials ${server} --user ${this.#administrator.username}`,
      // A command line shows in the list of processes, an environment only to the same user.
      { ...this.#environment(), KC_CLI_PASSWORD: this.#administrator.password },
    );
    if (exitCode !== 0) throw new Error(`kcadm.sh could not log in: ${output}`);
  }

  /** Where kcadm.sh keeps its session, and writes: it goes with the server. */
  get #folder(): string {
    return join(this.#home, 'kcadm');
  }

  #environment(): NodeJS.ProcessEnv {
    const { PATH = '' } = process.env;
    return {
      ...process.env,
      PATH: [join(this.#home, 'bin'), PATH].join(delimiter),
      JAVA: this.#java,
      KC_OPTS: `-Duser.home=${this.#folder} -Djava.io.tmpdir=${this.#folder} ${quickStart}`,
    };
  }
}

/** @throws Error where there is no `sh`. */
function runShell(script: string, environment: NodeJS.ProcessEnv): Promise<ShellResult> {
  const shell = spawn('sh', ['-e', '-c', script], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    shell.on('error', reject);
    shell.on('close', code => resolve({ exitCode: code ?? 1, output }));
  });
}
