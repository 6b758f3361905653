import { UsageError } from '@rhdh-boost/internal/usage-error';
import {
  type BoundKagentiClient,
  type KagentiClient,
  KagentiError,
} from '@rhdh-boost/kagenti-client';
import type { ResourceOptions } from '../command/resource-options.ts';
import { configuredNamespaces } from '../configuration/configured-namespaces.ts';
import type { Configuration } from '../configuration/read-configuration.ts';

/**
 * The API for the user of `--user`, or as a service.
 *
 * @throws UsageError for a user that is no entity ref
 */
export function bindCaller(
  kagenti: KagentiClient,
  { user }: Pick<ResourceOptions, 'user'>,
  reason: string,
): BoundKagentiClient {
  if (user === undefined) return kagenti.asService(reason);
  try {
    return kagenti.asUser(user);
  } catch (error) {
    if (KagentiError.isInstance(error)) throw new UsageError(`--user: ${error.message}`);
    throw error;
  }
}

/** The namespaces to use: those of `--namespace`, or else the configured ones; undefined for all. */
export function namespacesFor(
  { namespace }: Pick<ResourceOptions, 'namespace'>,
  configuration: Configuration,
): readonly string[] | undefined {
  return namespace ?? configuredNamespaces(configuration);
}
