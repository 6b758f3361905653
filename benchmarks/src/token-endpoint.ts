import { createServer } from 'node:http';
import { tokenAnswer } from './token-answer.ts';

/** A token endpoint on the loopback interface, which counts. */
export interface TokenEndpoint {
  readonly tokenEndpoint: string;
  /** How many requests it has had. */
  readonly requests: () => number;
  /** From now on it knows no client. */
  readonly refuse: () => void;
  readonly close: () => void;
}

/** Starts one in this process. It looks at no credentials: what it costs is the same for all clients. */
export async function startTokenEndpoint(lifetimeSeconds: number): Promise<TokenEndpoint> {
  let requests = 0;
  let isRefusing = false;
  const server = createServer((request, response) => {
    request.resume().once('end', () => {
      requests += 1;
      response.writeHead(isRefusing ? 401 : 200, { 'content-type': 'application/json' });
      const answer = isRefusing
        ? { error: 'invalid_client' }
        : tokenAnswer(requests, Date.now(), lifetimeSeconds);
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('There is no port.');
  return {
    tokenEndpoint: `http://127.0.0.1:${address.port}/token`,
    requests: () => requests,
    refuse() {
      isRefusing = true;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
