import type { Clock } from '../clock.ts';
import type { EndpointConnection, EndpointConnections } from '../endpoint/endpoint-connections.ts';
import type { ClientProof, ProofSource } from './client-proof.ts';

/** What one acquisition is made with: the client's proof, and the connections that go with it. */
export interface ClientCredential extends ClientProof {
  /** Whether it is read again for each attempt. */
  readonly isForOneAttempt: boolean;
  /** Where requests go through; a client certificate is part of it. */
  readonly connection: EndpointConnection;
}

/**
 * How long a function that gave no secret is left alone, in milliseconds. While a failure is held each call
 * reads the credential; where a function asks a vault for it, one that is down would be asked by every call of
 * the backend, thousands a second. A second spares it, and no more: the secret may be there again at any time,
 * and nobody would tell. A file costs nothing to look at, and is read by each call.
 */
const restMs = 1000;

/** Reads what the client proves itself with, and remembers the last one, to see when it changes. */
export class CredentialReader {
  readonly #proof: ProofSource;
  readonly #connections: EndpointConnections;
  readonly #clock: Clock;
  #latest: string | undefined;
  /** When a function gave nothing last, by the monotonic clock; undefined once it has given a secret. */
  #gaveNothingAtMs: number | undefined;
  /** The read that was begun last, while it goes on: one before it may hang for ever. */
  #reading: symbol | undefined;

  /** Reads nothing yet. */
  constructor(proof: ProofSource, connections: EndpointConnections, clock: Clock) {
    this.#proof = proof;
    this.#connections = connections;
    this.#clock = clock;
  }

  /** The version that was read last; undefined before the first. */
  get latest(): string | undefined {
    return this.#latest;
  }

  /** The function or file that is being read now, for the error of a deadline; undefined when none is. */
  get waitsFor(): string | undefined {
    return this.#reading === undefined ? undefined : this.#proof.place;
  }

  /** Whether the function that gives the secret failed just now: it need not be asked while a failure is held. */
  get isResting(): boolean {
    const sinceMs = this.#gaveNothingAtMs;
    return sinceMs !== undefined && this.#clock.monotonicMs() - sinceMs < restMs;
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
    const isForOneAttempt = this.#proof.isForOneAttempt === true;
    return { version, authenticate, connection, isForOneAttempt };
  }

  /**
   * Issuer and subject of the assertion that was read last: they name the account where no client id does.
   * Undefined before the first, and for other proofs.
   */
  get subject(): string | undefined {
    const { claims } = this.#proof;
    return claims === undefined ? undefined : JSON.stringify([claims.issuer, claims.subject]);
  }

  async #readProof(): Promise<ClientProof> {
    const reading = Symbol('reading');
    this.#reading = reading;
    try {
      const proof = await this.#proof.read();
      this.#gaveNothingAtMs = undefined;
      return proof;
    } catch (error) {
      if (this.#proof.isFunction === true) this.#gaveNothingAtMs = this.#clock.monotonicMs();
      throw error;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
  }
}
