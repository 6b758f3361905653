import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type KagentiClient, pipeToResponse } from '@rhdh-boost/kagenti-client';
import type { ChatMessage } from '@rhdh-boost/kagenti-client/browser';

/** The agent of this example. */
const agent = { namespace: 'team1', name: 'weather-agent' };

/** Where the chat is served. */
export interface ChatServer extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves `POST /chat`, which answers a message with the agent's reply. The header `x-user` names the user here; in
 * an application it is whoever has signed in.
 */
export async function startChatServer(kagenti: KagentiClient): Promise<ChatServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { message, sessionId }: ChatMessage = JSON.parse(await text(request));
    const { chat } = kagenti.asUser(String(request.headers['x-user']));
    const session = sessionId === undefined ? {} : { sessionId };
    await pipeToResponse(chat.stream({ ...agent, ...session, message }), response);
  };
  return serve(answer);
}

/** Serves every path by one handler, on a free port. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<ChatServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch(error => response.destroy(error));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/chat`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
