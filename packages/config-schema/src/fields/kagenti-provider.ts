import { z } from 'zod';
import {
  agentName,
  baseUrl,
  credentialUrlRules,
  filePath,
  namespaceNames,
  timeoutMilliseconds,
} from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

/** The Kagenti backend, and how it is called. */
export const kagentiProviderFields = {
  'boost.providers.kagenti.baseUrl': {
    schema: () => baseUrl().optional(),
    rules: [
      ...credentialUrlRules,
      'is set with an account, or with boost.kagenti.auth.method none',
    ],
    configScope: 'yaml-only',
    description:
      'Where the Kagenti backend is served, without query and fragment. https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.',
    visibility: 'backend',
    since: 2,
    examples: ['https://kagenti.example.com'],
  },
  'boost.providers.kagenti.defaultAgent': {
    schema: () => agentName().optional(),
    rules: [
      'is in one of boost.providers.kagenti.namespaces, where those are set',
      'names a namespace, unless exactly one is listed',
    ],
    configScope: 'yaml-only',
    description:
      'The agent of a chat call that names none, as namespace/name. If boost.providers.kagenti.namespaces lists exactly one namespace, the name alone is enough.',
    visibility: 'backend',
    since: 2,
    examples: ['team1/weather-agent'],
  },
  'boost.providers.kagenti.namespaces': {
    schema: () => namespaceNames().optional(),
    configScope: 'yaml-only',
    description:
      'The namespaces that may be called. A call to another one is refused before anything is sent. All, when it is not set; an empty list or text is an error.',
    visibility: 'backend',
    since: 2,
    examples: [['team1', 'team2']],
  },
  'boost.providers.kagenti.requestTimeoutMs': {
    schema: () => timeoutMilliseconds().optional(),
    configScope: 'yaml-only',
    description:
      'How many milliseconds the Kagenti backend may take to begin an answer, and may be silent in one. A call as a whole, with its token and its retries, may take twice that. The client applies 30000 when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: [30_000],
  },
  'boost.providers.kagenti.streamIdleTimeoutMs': {
    schema: () => timeoutMilliseconds().optional(),
    configScope: 'yaml-only',
    description:
      'How many milliseconds a chat stream may be silent. The client applies 300000 when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: [300_000],
  },
  'boost.providers.kagenti.maxRetries': {
    schema: () => z.int().min(0).optional(),
    configScope: 'yaml-only',
    description:
      'How often a call that is safe to repeat is tried again, 100 times at most: a higher number counts as 100. The client applies 2 when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: [2],
  },
  'boost.providers.kagenti.tls.caFile': {
    schema: () => filePath().optional(),
    configScope: 'yaml-only',
    description:
      "A PEM file with the certificate authorities that the Kagenti backend's certificate is checked against, beside those of Node.",
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/kagenti-ca.pem'],
  },
} satisfies FieldDefinitions;
