import { createHmac, timingSafeEqual } from 'node:crypto';
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

/** Names the way the MAC is made, so that another way can be told from it later. */
const scheme = 'boost-session-1';

/**
 * Ties chat sessions to their user. Kagenti binds a session to nobody: whoever knows its id can go
 * on with it. So an id leaves the client as `<id>.<MAC over user, agent and id>`, and comes back in
 * only with the right one.
 */
export class SessionBinding {
  readonly #key: Uint8Array;

  /** @param key - At least 32 bytes, the same on every replica. */
  constructor(key: Uint8Array) {
    // A copy: the caller may wipe its own, and sessions would be bound with zeros.
    this.#key = Uint8Array.from(key);
  }

  /** The id as the caller gets it. */
  bind(caller: Caller, agent: SessionAgent, id: string): string {
    return `${id}.${this.#mac(caller, agent, id).toString('base64url')}`;
  }

  /** Kagenti's own id, or an error when the session is not this caller's with this agent. */
  unbind(operation: CalledName, caller: Caller, agent: SessionAgent, bound: unknown): string {
    // From a request's body it may be anything.
    if (typeof bound !== 'string') throw new KagentiSessionError(operation);
    const dot = bound.lastIndexOf('.');
    const id = bound.slice(0, Math.max(dot, 0));
    const given = Buffer.from(bound.slice(dot + 1), 'utf8');
    const expected = Buffer.from(this.#mac(caller, agent, id).toString('base64url'), 'utf8');
    if (dot < 1 || given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new KagentiSessionError(operation);
    }
    return id;
  }

  /** Entity refs are compared without case in Backstage; JSON keeps the parts apart. */
  #mac(caller: Caller, agent: SessionAgent, id: string): Buffer {
    const owner = caller.kind === 'user' ? ['user', caller.ref.toLowerCase()] : ['service'];
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([scheme, owner, agent.namespace, agent.name, id]))
      .digest();
  }
}
