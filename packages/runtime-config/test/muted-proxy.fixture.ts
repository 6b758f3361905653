import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { PostgresSettings } from './postgres.fixture.ts';

/** A TCP proxy that can stop to deliver, as a firewall that forgot a connection. */
export class MutedProxy implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #connections: { readonly client: Socket; readonly server: Socket; sent: string }[] = [];

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.port = port;
  }

  static async start(target: PostgresSettings): Promise<MutedProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
    const proxy = new MutedProxy(server, address.port);
    server.on('connection', client => {
      const upstream = connect(target.port, target.host);
      const connection = { client, server: upstream, sent: '' };
      proxy.#connections.push(connection);
      client.on('data', data => {
        connection.sent += data.toString('latin1');
        upstream.write(data);
      });
      upstream.on('data', data => client.write(data));
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const)
        from.on('close', () => to.destroy()).on('error', () => {});
    });
    return proxy;
  }

  /** Delivers nothing more to the clients that have sent this text. */
  mute(text: string): void {
    for (const { server, sent } of this.#connections) if (sent.includes(text)) server.pause();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { client } of this.#connections) client.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
