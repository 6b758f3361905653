import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** A place in a text, both from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What the server marks in a text. */
export interface Diagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
}

/** A running yaml-language-server. */
export interface LanguageServer {
  /** Opens a text as a file of its own, and gives what is marked in it once it was judged. */
  diagnose(text: string): Promise<readonly Diagnostic[]>;
  /** The labels that are offered at a place of a text. */
  complete(text: string, position: Position): Promise<string[]>;
  /** What is shown at a place of a text. */
  hover(text: string, position: Position): Promise<string>;
  /** Ends the process. */
  stop(): Promise<void>;
}

const serverFile = join(
  dirname(createRequire(import.meta.url).resolve('yaml-language-server/package.json')),
  'bin/yaml-language-server',
);

/**
 * Starts yaml-language-server and speaks its protocol over stdio, as an editor does. It is told
 * to ask no server for schemas.
 *
 * @param schemaUrls - the schemas for every file, as `file:` URLs
 * @param mistake - a text that the schema refuses
 */
export async function startLanguageServer(
  schemaUrls: string | readonly string[],
  mistake = 'boost: text',
): Promise<LanguageServer> {
  const child = spawn(process.execPath, [serverFile, '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const settings: Record<string, unknown> = {
    yaml: {
      schemas: Object.fromEntries([schemaUrls].flat().map(url => [url, '*.yaml'])),
      schemaStore: { enable: false },
      kubernetesCRDStore: { enable: false },
      validate: true,
      completion: true,
      hover: true,
    },
  };
  connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => settings[section] ?? null),
  );
  connection.onRequest('client/registerCapability', () => null);
  const waiting = new Map<string, (diagnostics: readonly Diagnostic[]) => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { uri: string; diagnostics: Diagnostic[] }) =>
      waiting.get(uri)?.(diagnostics),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true },
      textDocument: { completion: { completionItem: {} }, hover: { contentFormat: ['markdown'] } },
    },
  });
  await connection.sendNotification('initialized', {});
  await connection.sendNotification('workspace/didChangeConfiguration', { settings });

  let opened = 0;
  async function open(text: string) {
    opened += 1;
    const uri = `file:///app-config.${opened}.yaml`;
    const judged = new Promise<readonly Diagnostic[]>(resolve => waiting.set(uri, resolve));
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text },
    });
    return { uri, judged };
  }

  async function ask<Answer>(method: string, text: string, position: Position): Promise<Answer> {
    const { uri } = await open(text);
    return connection.sendRequest<Answer>(method, { textDocument: { uri }, position });
  }

  async function diagnose(text: string): Promise<readonly Diagnostic[]> {
    const { judged } = await open(text);
    return judged;
  }

  // It fetches its settings when it likes; it has the schema once it finds a mistake by it.
  for (let attempt = 0; (await diagnose(mistake)).length === 0; attempt += 1) {
    if (attempt > 20) throw new Error('yaml-language-server does not judge by the schema.');
  }

  return {
    diagnose,
    async complete(text, position) {
      const answer = await ask<{ items: { label: string }[] }>(
        'textDocument/completion',
        text,
        position,
      );
      return answer.items.map(({ label }) => label);
    },
    async hover(text, position) {
      const answer = await ask<{ contents: { value: string } } | null>(
        'textDocument/hover',
        text,
        position,
      );
      return answer?.contents.value ?? '';
    },
    async stop() {
      const ended = once(child, 'exit');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await endOrKill(child, ended);
      connection.dispose();
    },
  };
}

async function endOrKill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const timer = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(timer);
}
