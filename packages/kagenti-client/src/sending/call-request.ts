import type { Caller } from '../access/caller.ts';
import type { ClientCore } from '../client-core.ts';
import type { DescriptorData, Given } from '../operations/operation-descriptor.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { CallScope } from './call-scope.ts';
import type { CalledOperation, RequestMethod } from './called-operation.ts';

/** What a call is about: for the permission hook, the audit log and the list of namespaces. */
export interface CallTarget {
  /** Namespace that it touches; `*` for every one at once. */
  readonly namespace?: string | undefined;
  /** Agent, tool or skill that it touches; a skill by its resource name. */
  readonly name?: string | undefined;
  /** Method, for a path that the contract does not have. */
  readonly method?: RequestMethod | undefined;
  /** The path itself, for one that the contract does not have. */
  readonly path?: string | undefined;
}

/** What is sent, sorted by where it goes. */
export interface CallParameters {
  /** Parameters of the path, by their name there. */
  readonly path?: Readonly<Record<string, unknown>>;
  /** The query. */
  readonly query?: Readonly<Record<string, unknown>>;
  /** The JSON body. */
  readonly body?: unknown;
  /** The body, where it is text and not JSON. */
  readonly text?: string;
}

/** What a caller wants of which operation, before any rule was asked. */
export interface CallRequest {
  /** What is called. */
  readonly operation: CalledOperation;
  /** What is known of it. */
  readonly descriptor: DescriptorData;
  /** What the caller gave, by the names of the parameters. */
  readonly given: Given;
  /** What the call is about. */
  readonly target: CallTarget;
  /** What was given, sorted by where it goes, or why it cannot be sent. */
  readonly sent: CallParameters | { readonly refusal: unknown };
  /** Signal, time and retries of this call. */
  readonly options: CallOptions;
  /** True for a request within another call, whose permission and audit event cover it. */
  readonly isPart?: boolean;
  /** What belongs to the call after its answer, before it counts as ended; makes its data. */
  readonly finish?: (data: unknown, scope: CallScope) => Promise<unknown>;
}

/** A client and whom it is bound to. */
export interface BoundCore {
  /** What all callers share. */
  readonly core: ClientCore;
  /** Whom calls are made for. */
  readonly caller: Caller;
}
