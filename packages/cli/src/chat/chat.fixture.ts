import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { startTestServers, type TestServers } from '@rhdh-boost/testkit';
import { onTestFinished, vi } from 'vitest';
import { type BoostResult, folderWith, type RunPlace, run } from '../../test/run-boost.fixture.ts';

/** A request for a chat, as it passed on its way to Kagenti. */
export interface PassedChat {
  /** The agent, as `namespace/name`. */
  readonly agent: string;
  /** The message. */
  readonly message: string;
  /** Kagenti's own id of the session; undefined for a new one. */
  readonly session: string | undefined;
  /** The user, from the header X-Backstage-User. */
  readonly user: string | undefined;
  /** Whether the caller left before the end of the reply. */
  wasLeft: boolean;
}

/** Kagenti, Keycloak, and a folder with an app-config that names both. */
export interface ChatPlace extends TestServers {
  /** The requests for chats, in order. */
  readonly chats: readonly PassedChat[];
  /** The folder. */
  readonly folder: string;
  /** Runs `boost` in this process. */
  run(args: readonly string[], place?: RunPlace): Promise<BoostResult>;
  /** Starts the built `boost` as a process. */
  start(args: readonly string[]): ReturnType<typeof startProcess>;
  /** Starts the built `boost` on a terminal. */
  onTerminal(args?: readonly string[]): TerminalSession;
}

const builtCommand = join(import.meta.dirname, '../../bin/boost.js');

/** Whether a terminal can be had: `script` of util-linux, which opens one without a native module. */
export const hasTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

/** Starts the servers, for one test. */
export async function startChatPlace({
  providers = {},
  boost = {},
  auth = {},
  servers: options = {},
}: {
  readonly providers?: Readonly<Record<string, unknown>>;
  readonly boost?: Readonly<Record<string, unknown>>;
  readonly auth?: Readonly<Record<string, unknown>>;
  readonly servers?: Parameters<typeof startTestServers>[0];
} = {}): Promise<ChatPlace> {
  const servers = await startTestServers(options);
  onTestFinished(() => servers.stop());
  const { chats, baseUrl } = await recordChats(servers.kagenti.baseUrl);
  const config = {
    boost: {
      ...servers.appConfig.boost,
      kagenti: { auth: { ...servers.account, ...auth } },
      providers: { kagenti: { baseUrl, ...providers } },
      ...boost,
    },
  };
  const folder = folderWith({ 'app-config.yaml': JSON.stringify(config) });
  return Object.assign(servers, {
    chats,
    folder,
    run: (args: readonly string[], more?: RunPlace) =>
      run(['chat', ...args], { cwd: folder, ...more }),
    start: (args: readonly string[]) => startProcess(args, folder),
    onTerminal: (args: readonly string[] = []) => new TerminalSession(args, folder),
  });
}

function startProcess(args: readonly string[], cwd: string) {
  const child = spawn(process.execPath, [builtCommand, 'chat', ...args], {
    cwd,
    env: { PATH: process.env['PATH'] },
    timeout: 30_000,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (piece: string) => {
      written[name] += piece;
    });
  }
  const ended = once(child, 'close').then(
    ([exitCode]): BoostResult => ({ ...written, exitCode: Number(exitCode) }),
  );
  return { child, written, ended };
}

/** A server in front of Kagenti that sees the messages and who leaves, which Kagenti does not record. */
async function recordChats(
  target: string,
): Promise<{ readonly baseUrl: string; readonly chats: PassedChat[] }> {
  const chats: PassedChat[] = [];
  const pass = async (incoming: IncomingMessage, response: ServerResponse) => {
    const body = await readText(incoming);
    const place = /^\/api\/v1\/chat\/([^/]+)\/([^/]+)\/stream/.exec(incoming.url ?? '');
    if (place !== null) {
      const { message, session_id } = JSON.parse(body);
      const user = incoming.headers['x-backstage-user'];
      const chat: PassedChat = {
        agent: `${place[1]}/${place[2]}`,
        message,
        session: session_id ?? undefined,
        user: user === undefined ? undefined : String(user),
        wasLeft: false,
      };
      chats.push(chat);
      response.on('close', () => {
        chat.wasLeft = !response.writableFinished;
      });
    }
    const { method, headers } = incoming;
    const passed = request(`${target}${incoming.url}`, { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      response.flushHeaders();
      answer.on('error', () => response.destroy()).pipe(response);
      answer.on('aborted', () => response.destroy());
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    passed.end(body);
  };
  const server = createServer((incoming, response) => void pass(incoming, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return { baseUrl: `http://127.0.0.1:${address.port}`, chats };
}

/** The built `boost chat` on a terminal of 80 columns. */
export class TerminalSession {
  /** All that was written to the terminal. */
  screen = '';
  /** The exit code, when the chat has ended. */
  readonly ended: Promise<number>;
  readonly #child: ReturnType<typeof spawn>;
  #seen = 0;

  constructor(args: readonly string[], cwd: string) {
    const words = [process.execPath, builtCommand, 'chat', ...args].map(
      word => `'${word.replaceAll("'", `'\\''`)}'`,
    );
    this.#child = spawn(
      'script',
      ['-qfec', `stty cols 80 rows 24; echo "<$$>"; exec ${words.join(' ')}`, '/dev/null'],
      { cwd, env: { PATH: process.env['PATH'], TERM: 'xterm-256color', SHELL: '/bin/sh' } },
    );
    onTestFinished(() => void this.#child.kill('SIGKILL'));
    this.#child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      this.screen += piece;
    });
    this.ended = once(this.#child, 'exit').then(([code]) => Number(code));
  }

  /** Presses keys. */
  type(keys: string): void {
    this.#child.stdin?.write(keys);
  }

  /** Sends a signal to the command, as another process does. */
  signal(name: NodeJS.Signals): void {
    process.kill(Number(/<(\d+)>/.exec(this.screen)?.[1]), name);
  }

  /** Waits until a text is on the screen, after the text that was awaited before. */
  async see(text: string): Promise<void> {
    await vi.waitFor(
      () => {
        const shown = withoutErased(this.screen);
        const at = shown.indexOf(text, this.#seen);
        if (at === -1) {
          throw new Error(
            `${JSON.stringify(text)} is not in ${JSON.stringify(shown.slice(this.#seen))}`,
          );
        }
        this.#seen = at + text.length;
      },
      { timeout: 10_000 },
    );
  }
}

/** A slow machine shows how long it waits, in a line that the command erases. */
function withoutErased(screen: string): string {
  const parts = screen.split('\r\u001b[2K');
  const last = parts.pop() ?? '';
  return [...parts.map(part => part.slice(0, part.lastIndexOf('\n') + 1)), last].join('');
}
