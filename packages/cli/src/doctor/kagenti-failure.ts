import {
  KagentiConnectionError,
  KagentiContractError,
  type KagentiError,
  KagentiHttpError,
  KagentiTimeoutError,
} from '@rhdh-boost/kagenti-client';
import { operationByName } from '@rhdh-boost/kagenti-contract';
import type { Configuration } from '../configuration/read-configuration.ts';
import type { Finding } from './step.ts';

/** The key of Kagenti's address. */
export const baseUrlKey = 'boost.providers.kagenti.baseUrl';

/** Kagenti's address as configured, for a message. */
export function kagentiAddress({ get }: Pick<Configuration, 'get'>): string {
  const baseUrl = get(baseUrlKey);
  return typeof baseUrl === 'string' ? baseUrl.replace(/\/$/, '') : baseUrlKey;
}

/** What an operation asks, for a message: `https://kagenti.example.com/health`. */
export function askedUrl(address: string, operation = ''): string {
  return `${address}${operationByName(operation)?.path ?? ''}`;
}

/** What a failed call of Kagenti means, whichever operation it was; the steps explain what they know better. */
export function explainKagentiFailure(
  error: KagentiError,
  configuration: Pick<Configuration, 'get' | 'sourceOf'>,
): Finding {
  const address = kagentiAddress(configuration);
  const source = configuration.sourceOf(baseUrlKey);
  if (KagentiConnectionError.isInstance(error)) {
    return {
      severity: 'error',
      code: 'kagenti_unreachable',
      message: `The connection to ${address} failed: ${error.reason}.`,
      remedy: `Check that Kagenti runs, that ${baseUrlKey} names its host and port, and that a firewall or network policy lets this machine through.`,
      source,
      isTemporary: true,
    };
  }
  if (KagentiTimeoutError.isInstance(error)) {
    return {
      severity: 'error',
      code: 'kagenti_timeout',
      message: `${askedUrl(address, error.operation)} did not answer in time.`,
      remedy:
        'Check the log of the Kagenti backend. A call to Kubernetes that hangs stops the whole backend; restart it then.',
      source,
      isTemporary: true,
    };
  }
  if (KagentiContractError.isInstance(error)) return notKagenti(address, source);
  if (KagentiHttpError.isInstance(error)) return explainStatus(error, address);
  return {
    severity: 'error',
    code: `kagenti_${error.code}`,
    message: error.message,
    remedy: 'Correct the app-config key that the message names.',
  };
}

/** What answers is another server. */
export function notKagenti(address: string, source: string | undefined): Finding {
  return {
    severity: 'error',
    code: 'not_kagenti',
    message: `What answers at ${address} is not the Kagenti backend.`,
    remedy: `Set ${baseUrlKey} to the address of the Kagenti backend, not to that of its user interface or of another service, and without a path unless a proxy adds one.`,
    source,
  };
}

/** Operations for which the backend asks nobody. */
const withoutKubernetes: ReadonlySet<string | undefined> = new Set(['health.live', 'auth.config']);

function explainStatus(error: KagentiHttpError, address: string): Finding {
  const { status, operation } = error;
  if (status === 500 && !withoutKubernetes.has(operation)) {
    // Kagenti answers with plain text then: an exception that it does not handle.
    return {
      severity: 'error',
      code: 'kubernetes_unreachable',
      message: `${askedUrl(address, operation)} answered with status 500, as Kagenti does when it cannot reach the Kubernetes API.`,
      remedy:
        'Check the log of the Kagenti backend, its service account in Kubernetes, and whether the API server answers.',
      isTemporary: true,
    };
  }
  if (status === 500 || status === 502 || status === 503 || status === 504) {
    return {
      severity: 'error',
      code: 'kagenti_unavailable',
      message: `${askedUrl(address, operation)} answered with status ${status}.`,
      remedy: 'Check that the Kagenti backend runs, and what the proxy in front of it logs.',
      isTemporary: true,
    };
  }
  return {
    severity: 'error',
    code: `kagenti_status_${status}`,
    message: error.message,
    remedy: `Check ${baseUrlKey}, and the log of the Kagenti backend and of any proxy in front of it.`,
  };
}
