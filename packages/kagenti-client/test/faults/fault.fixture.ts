import type { Socket } from 'node:net';
import type { KagentiClientOptions } from '../../src/options/client-options.ts';

/**
 * The three ways in which a call can be harmed: a read may be made again, a change must not run twice, and
 * a stream goes on after its headers. `agents.list`, `chat.send` and `chat.stream` stand for them.
 */
export type CallKind = 'read' | 'change' | 'stream';

/** How the server is reached: over http, over TLS, or over http by a name that DNS must resolve. */
export type SettingKind = 'http' | 'tls' | 'name';

/** A request that the server got, whole or in part. */
export interface FaultRequest {
  readonly method: string;
  readonly path: string;
  /** True when a stream was asked for. */
  readonly wantsStream: boolean;
  /** How many requests of the same method and path came before it. */
  readonly index: number;
}

/** Does to a connection what goes wrong. */
export type Treatment = (socket: Socket, request: FaultRequest) => void;

/** What one call comes to. */
export interface ExpectedCall {
  /** What the caller gets. */
  readonly outcome: string;
  /** Requests that the server saw, whole or in part. */
  readonly requests: number;
  /** How often it was tried; as often as there were requests by default. */
  readonly attempts?: number;
  /** How often the operation ran at the server. */
  readonly runs: number;
  /** Connections that are open afterwards: 1 for one that the next call can use. */
  readonly connections: number;
}

/** One fault of the server or of the network, and what the calls that meet it come to. */
export interface Fault {
  /** What goes wrong. */
  readonly situation: string;
  /** Takes the place of HTTP, when a connection is made. */
  readonly onConnection?: (socket: Socket) => void;
  /** Strikes when the head of a request is there, and its body is not read. */
  readonly onHead?: Treatment;
  /** Strikes when a request was read whole. */
  readonly onRequest?: Treatment;
  /** Whether the operation runs before it strikes; it does by default when the request is whole. */
  readonly runs?: (request: FaultRequest) => boolean;
  /** How the server is reached; over plain http by default. */
  readonly kind?: SettingKind;
  /** Certificate that the server shows, where it is not a good one. */
  readonly certificate?: string;
  /** The server wants a certificate of the client's, which it says as this version of TLS does. */
  readonly wantsCertificate?: 'TLSv1.2' | 'TLSv1.3';
  /** The server takes no connection, or its name means nothing. */
  readonly unreachable?: true;
  /** The call has a body of 4 MiB, so that it can be cut while it is sent. */
  readonly largeRequest?: true;
  /** A call that goes well comes first, and leaves an open connection behind. */
  readonly warm?: true;
  /** The caller aborts after so many milliseconds. */
  readonly abortAfterMs?: number;
  /** Options of the client's own. */
  readonly options?: Partial<KagentiClientOptions>;
  /** What each call comes to; one that is left out cannot meet this fault. */
  readonly calls: Partial<Record<CallKind, ExpectedCall>>;
}

/** Faults with one heading. */
export interface FaultGroup {
  readonly heading: string;
  readonly faults: readonly Fault[];
}

const call = (outcome: string, requests: number, runs: number, connections: number) => ({
  outcome,
  requests,
  runs,
  connections,
});

/** What is repeated for a read, and for nothing that may have run. */
export const passing = (
  outcome: string,
  { runs = 1, connections = 0, stream = outcome } = {},
): Fault['calls'] => ({
  read: call(outcome, 3, 3 * runs, connections),
  change: call(outcome, 1, runs, connections),
  stream: call(stream, 1, runs, connections),
});

/** What no repetition would help. */
export const lasting = (
  outcome: string,
  { runs = 1, connections = 0, change = outcome, stream = outcome } = {},
): Fault['calls'] => ({
  read: call(outcome, 1, runs, connections),
  change: call(change, 1, runs, connections),
  stream: call(stream, 1, runs, connections),
});

/** What is repeated for every call: nothing of it was sent. */
export const unsent = (outcome: string, attempts = 3): Fault['calls'] => {
  const each = { ...call(outcome, 0, 0, 0), attempts };
  return { read: each, change: each, stream: each };
};

/** What is no fault to callers. */
export const harmless = ({ requests = 1, connections = 1 } = {}): Fault['calls'] => ({
  read: call('the data', requests, 1, connections),
  change: call('the data', requests, 1, connections),
  stream: call('the reply', requests, 1, connections),
});

/** Only what has a body of its own can meet it. */
export const ofBody = (outcome: string, { connections = 0 } = {}): Fault['calls'] => ({
  change: call(outcome, 1, 0, connections),
  stream: call(outcome, 1, 0, connections),
});

/** Only a stream can meet it. */
export const ofStream = (outcome: string, { connections = 0 } = {}): Fault['calls'] => ({
  stream: call(outcome, 1, 1, connections),
});
