import { createHmac, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Caller } from '../access/caller.ts';
import { KagentiSessionError } from '../errors/session-error.ts';
import type { CalledName } from '../sending/called-operation.ts';

/** The agent that a session is with. */
export interface SessionAgent {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Names the way the MAC is made, so that another way can be distinguished from it later. */
const scheme = 'boost-session-2';

/** Keeps the derived key apart from others that are derived from the same secret. */
const keyPurpose = 'rhdh-boost/kagenti-client/chat-sessions/2';

/**
 * RFC 7914: 32 MiB and about 0.1 s for each guess. Node's own limit is exactly the memory that this needs, and one
 * byte too little.
 */
const scryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
const keyBytes = 32;

const derive = promisify<string, string, number, typeof scryptCost, Buffer>(scrypt);

/**
 * Ties chat sessions to their user. Kagenti binds a session to nobody: whoever knows its id can continue it. So an
 * id leaves the client as `<id>.<MAC over user, agent and id>`, and is accepted only with a valid MAC.
 *
 * Every user has ids with their MACs and can test guesses of the secret against them. A text is therefore
 * stretched by scrypt; bytes are a key already.
 */
export class SessionBinding {
  readonly #secrets: readonly (string | Uint8Array)[];
  /** Empty until they are derived: then nothing is bound, and every session refused. */
  #keys: readonly Uint8Array[] = [];
  #deriving: Promise<void> | undefined;

  /** @param secrets - The first one binds; all verify. Text, or at least 32 bytes. */
  constructor(...secrets: readonly (string | Uint8Array)[]) {
    // A copy: the caller may wipe its own, and sessions would be bound with zeros.
    const own = secrets.map(secret =>
      typeof secret === 'string' ? secret : Uint8Array.from(secret),
    );
    this.#secrets = [...new Set(own)];
    const keys = this.#secrets.filter(secret => typeof secret !== 'string');
    if (keys.length === this.#secrets.length) this.#keys = keys;
  }

  /** Derives the keys, once. To be awaited before `bind` and `unbind`. */
  async ready(): Promise<void> {
    if (this.#keys.length > 0) return;
    this.#deriving ??= this.#derive().finally(() => {
      this.#deriving = undefined;
    });
    await this.#deriving;
  }

  /** The id as the caller gets it. */
  bind(caller: Caller, agent: SessionAgent, id: string): string {
    const [key] = this.#keys;
    if (key === undefined) throw new TypeError('The session keys are not derived yet.');
    return `${id}.${macOf(key, caller, agent, id)}`;
  }

  /** Kagenti's own id, or an error when the session is not this caller's with this agent. */
  unbind(operation: CalledName, caller: Caller, agent: SessionAgent, bound: unknown): string {
    // From a request's body it may be anything.
    if (typeof bound !== 'string') throw new KagentiSessionError(operation);
    const dot = bound.lastIndexOf('.');
    const id = bound.slice(0, Math.max(dot, 0));
    const given = Buffer.from(bound.slice(dot + 1), 'utf8');
    const isValid = this.#keys.some(key => {
      const expected = Buffer.from(macOf(key, caller, agent, id), 'utf8');
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
    if (dot < 1 || !isValid) throw new KagentiSessionError(operation);
    return id;
  }

  async #derive(): Promise<void> {
    const keys: Uint8Array[] = [];
    // One after the other: each takes 32 MiB.
    for (const secret of this.#secrets) {
      keys.push(
        typeof secret === 'string'
          ? await derive(secret, keyPurpose, keyBytes, scryptCost)
          : secret,
      );
    }
    this.#keys = keys;
  }
}

/** Entity refs are compared without case in Backstage; JSON keeps the parts apart. */
function macOf(key: Uint8Array, caller: Caller, agent: SessionAgent, id: string): string {
  const owner = caller.kind === 'user' ? ['user', caller.ref.toLowerCase()] : ['service'];
  return createHmac('sha256', key)
    .update(JSON.stringify([scheme, owner, agent.namespace, agent.name, id]))
    .digest('base64url');
}
