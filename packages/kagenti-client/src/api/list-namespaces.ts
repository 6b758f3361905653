import { KagentiAbortError } from '../errors/abort-error.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { isRecord } from '../is-record.ts';
import { operationMethods } from '../operations/operation-method.ts';
import { checkNames } from '../options/check-names.ts';
import { checkNumber } from '../options/check-number.ts';
import type { CallOptions } from '../options/client-options.ts';
import { callOptionNames, checkCallOptions } from '../sending/call-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { namespacesOperations } from './generated/namespaces-operations.ts';
import type { ResourceList } from './resource-list.ts';

/** Which namespaces are listed. */
export interface ListAllParameters {
  /**
   * Namespaces to list, each once. Default: those that the client may use
   * (`boost.providers.kagenti.namespaces`). If it may use all, those of `namespaces.list`, which needs the
   * permission `boost.access`.
   */
  readonly namespaces?: readonly string[];
}

/** How they are listed; `timeoutMs`, `maxRetries` and the rest apply to each of the calls. */
export interface ListAllOptions extends CallOptions {
  /** Namespaces that are listed at the same time, 1 to 16. Default: 4. */
  readonly concurrency?: number;
}

/** A namespace that could not be listed. */
export interface ListFailure {
  /** The namespace. */
  readonly namespace: string;
  /** What its call rejected with: mostly a KagentiError. */
  readonly error: unknown;
}

/** What several namespaces have, as far as they could be listed. */
export interface PartialList<Item> {
  /** Items of all namespaces that could be listed, in the order of the namespaces. */
  readonly items: readonly Item[];
  /** Namespaces that could not be listed; empty when the list is complete. */
  readonly failures: readonly ListFailure[];
}

/**
 * Lists several namespaces: one `list` for each, with its own permission question and audit event.
 *
 * @throws KagentiAbortError by the signal, or when the client is closed; when no namespace can be listed, what
 * the first one rejected with; what `namespaces.list` throws, where nobody named the namespaces.
 */
export type ListAll<Item> = (
  parameters?: ListAllParameters,
  options?: ListAllOptions,
) => Promise<PartialList<Item>>;

type Outcome<Item> = { readonly items: readonly Item[] } | ListFailure;

/** Makes a `listAll` of a `list`. */
export function listAllOf<Item>(
  bound: BoundCore,
  operation: CalledName,
  list: (parameters: { namespace: string }, options: CallOptions) => Promise<ResourceList<Item>>,
): ListAll<Item> {
  const listNamespaces = operationMethods(bound, namespacesOperations).list;
  return async (parameters = {}, options = {}) => {
    const { concurrency, ...callOptions } = checked(operation, parameters, options);
    const given = parameters.namespaces ?? bound.core.namespaces;
    const named = given ?? (await listNamespaces({}, callOptions)).namespaces;
    const namespaces = [...new Set(named)];
    const outcomes: Outcome<Item>[] = [];
    const remaining = namespaces.entries();
    const work = async (): Promise<void> => {
      // Shared by all workers: each takes the next one.
      for (const [index, namespace] of remaining) {
        try {
          outcomes[index] = await list({ namespace }, callOptions);
        } catch (error) {
          if (error instanceof KagentiAbortError) throw error;
          outcomes[index] = { namespace, error };
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    const failures = outcomes.filter(outcome => 'error' in outcome);
    const [first] = failures;
    if (first !== undefined && failures.length === outcomes.length) throw first.error;
    return {
      items: outcomes.flatMap(outcome => ('items' in outcome ? outcome.items : [])),
      failures,
    };
  };
}

const optionNames = {
  ...callOptionNames,
  concurrency: true,
} satisfies Record<keyof ListAllOptions, true>;

function checked(
  operation: CalledName,
  parameters: ListAllParameters,
  options: ListAllOptions,
): CallOptions & Required<Pick<ListAllOptions, 'concurrency'>> {
  const refuse = (rule: string): KagentiError => invalidParameter(operation, rule);
  if (!isRecord(parameters)) throw refuse('parameters are given as an object');
  checkNames(parameters, { namespaces: true }, '', refuse);
  const { namespaces } = parameters;
  const isList = Array.isArray(namespaces) && namespaces.every(name => typeof name === 'string');
  if (namespaces !== undefined && !isList) throw refuse('namespaces is a list of names');
  checkCallOptions(operation, options);
  checkNames(options, optionNames, '', refuse);
  const { concurrency = 4 } = options;
  checkNumber('concurrency', concurrency, 1, 16, refuse);
  return { ...options, concurrency };
}
