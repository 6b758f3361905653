import { once } from 'node:events';
import { text as readText } from 'node:stream/consumers';
import { startTestServers, type TestServers, type TestServersOptions } from '@rhdh-boost/testkit';
import { onTestFinished, vi } from 'vitest';
import { startBoost, startOnTerminal } from '../../test/built-boost.fixture.ts';
import { withChanges } from '../../test/dotted-paths.fixture.ts';
import { passOn } from '../../test/fronts.fixture.ts';
import { serve } from '../../test/listening.fixture.ts';
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
  start(args: readonly string[]): ReturnType<typeof startBoost>;
  /** Starts the built `boost` on a terminal. */
  onTerminal(args?: readonly string[]): TerminalSession;
}

/** Starts the servers, for one test. */
export async function startChatPlace({
  values = {},
  servers: options = {},
}: {
  /** What is different in app-config, by dotted paths; undefined removes a value. */
  readonly values?: Readonly<Record<string, unknown>>;
  readonly servers?: TestServersOptions;
} = {}): Promise<ChatPlace> {
  const servers = await startTestServers(options);
  onTestFinished(() => servers.stop());
  const { chats, baseUrl } = await recordChats(servers.kagenti.baseUrl);
  const config = withChanges(servers.appConfig, {
    'boost.providers.kagenti.baseUrl': baseUrl,
    ...values,
  });
  const folder = folderWith({ 'app-config.yaml': JSON.stringify(config) });
  return Object.assign(servers, {
    chats,
    folder,
    run: (args: readonly string[], more?: RunPlace) =>
      run(['chat', ...args], { cwd: folder, ...more }),
    start(args: readonly string[]) {
      const started = startBoost(['chat', ...args], { cwd: folder });
      onTestFinished(() => void started.child.kill('SIGKILL'));
      return started;
    },
    onTerminal: (args: readonly string[] = []) => new TerminalSession(args, folder),
  });
}

/** A server in front of Kagenti that sees the messages and who leaves, which Kagenti does not record. */
async function recordChats(
  target: string,
): Promise<{ readonly baseUrl: string; readonly chats: PassedChat[] }> {
  const chats: PassedChat[] = [];
  const baseUrl = await serve(async (incoming, response) => {
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
    passOn(incoming, response, target, { body });
  });
  return { baseUrl, chats };
}

/** The built `boost chat` on a terminal of 80 columns. */
export class TerminalSession {
  /** All that was written to the terminal. */
  screen = '';
  /** The exit code, when the chat has ended; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  readonly #child: ReturnType<typeof startOnTerminal>;
  #seen = 0;

  constructor(args: readonly string[], cwd: string) {
    this.#child = startOnTerminal(['chat', ...args], cwd, 'cols 80 rows 24');
    onTestFinished(() => void this.#child.kill('SIGKILL'));
    this.#child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      this.screen += piece;
    });
    this.ended = once(this.#child, 'exit').then(([code]) => code);
  }

  /** Presses keys. */
  type(keys: string): void {
    this.#child.stdin.write(keys);
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
