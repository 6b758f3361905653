import type { EndpointConnection, EndpointConnections } from '../endpoint/endpoint-connections.ts';
import type { ClientProof, ProofSource } from './client-proof.ts';

/** What one acquisition is made with: the client's proof, and the connections that go with it. */
export interface ClientCredential extends ClientProof {
  /** Where requests go through; a client certificate is part of it. */
  readonly connection: EndpointConnection;
}

/** Reads what the client proves itself with, and remembers the last one, to see when it changes. */
export class CredentialReader {
  readonly #proof: ProofSource;
  readonly #connections: EndpointConnections;
  #latest: string | undefined;
  /** The read that was begun last, while it goes on: one before it may hang for ever. */
  #reading: symbol | undefined;

  /** Reads nothing yet. */
  constructor(proof: ProofSource, connections: EndpointConnections) {
    this.#proof = proof;
    this.#connections = connections;
  }

  /** The version that was read last; undefined before the first. */
  get latest(): string | undefined {
    return this.#latest;
  }

  /** The function or file that is being read now, for the error of a deadline; undefined when none is. */
  get waitsFor(): string | undefined {
    return this.#reading === undefined ? undefined : this.#proof.place;
  }

  /**
   * Reads secret, key and certificate anew, wherever they come from.
   *
   * @throws TokenError `invalid_configuration`
   */
  async read(): Promise<ClientCredential> {
    const connection = await this.#connections.current();
    const { version: proofVersion, authenticate } = await this.#readProof();
    // A certificate that changed is another credential as well.
    const version = `${connection.version} ${proofVersion}`;
    this.#latest = version;
    return { version, authenticate, connection };
  }

  async #readProof(): Promise<ClientProof> {
    const reading = Symbol('reading');
    this.#reading = reading;
    try {
      return await this.#proof.read();
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }
}
