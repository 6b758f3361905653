import { retryAfterMs } from '@rhdh-boost/internal/retry-after';
import { type InvalidField, KagentiHttpError } from '../errors/http-error.ts';
import { isRecord } from '../is-record.ts';
import type { DescriptorData, Given } from '../operations/operation-descriptor.ts';
import type { Attempt } from './attempt.ts';
import type { CalledOperation } from './called-operation.ts';
import { agentRejects, failureHint, missingMapper } from './failure-hints.ts';
import { invalidFields } from './invalid-fields.ts';
import { quotedDetail } from './quoted-detail.ts';
import type { TokenRedactor } from './token-redactor.ts';
import { concernsAccount } from './unauthorized-rule.ts';

/** An answer that is no success, read. */
export interface FailedAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; undefined when it could not be read. */
  readonly body: string | undefined;
}

/** What failed: the operation, and what is known of its parameters and statuses. */
export interface FailedCall {
  /** What was called. */
  readonly operation: CalledOperation;
  /** What is known of it. */
  readonly descriptor: Pick<
    DescriptorData,
    'parameters' | 'copiesStatus' | 'repeatsInput' | 'since'
  >;
  /** What the caller gave, by the names of the parameters. */
  readonly given?: Given;
  /** Path and query of the request. */
  readonly path?: string;
  /** Its body. */
  readonly body?: string | undefined;
}

/**
 * Makes the error of an answer. Of the server's text, the message quotes what {@link quotedDetail} allows. The
 * token that the server was sent, and may echo, goes nowhere.
 */
export function httpFailure(
  { operation, descriptor, given = {}, path = '/', body }: FailedCall,
  answer: FailedAnswer,
  attempts: readonly Attempt[],
  redactor: TokenRedactor,
): KagentiHttpError {
  const redact = (text: string): string => redactor.redact(text);
  const clean = (word: string): string => (redactor.findsPiece(word) ? '*' : redact(word));
  const detail = detailOf(answer.body);
  const text = typeof detail === 'string' ? detail : undefined;
  const words =
    text ?? (isRecord(detail) && typeof detail.message === 'string' ? detail.message : undefined);
  const saysAgent = isFromAgent(operation, text);
  const accountRefused =
    answer.status === 401 &&
    concernsAccount({
      operation: operation.operation,
      challenge: answer.headers['www-authenticate'],
      detail: words,
      fromAgent: saysAgent,
      copiesStatus: copiesStatus(descriptor.copiesStatus, given),
    });
  const fromAgent = saysAgent && !accountRefused;
  const requiredRoles =
    answer.status === 403 && !fromAgent ? rolesIn(text && redact(text), redactor) : undefined;
  const fields = answer.status === 422 ? invalidFields(descriptor.parameters, detail) : undefined;
  const details = {
    operation: operation.operation,
    status: answer.status,
    detail: words && redact(words),
    retryAfterMs: retryAfterMs(answer.headers['retry-after']),
    requiredRoles,
    fields: fields?.map(field => ({ path: clean(field.path), code: clean(field.code) })),
    fromAgent,
    accountRefused,
    missing: missingIn(operation, answer.status, words),
    headers: mapValues(answer.headers, redact),
    body: answer.body && redact(answer.body),
  };
  const quote = quotedDetail({
    descriptor,
    status: answer.status,
    detail: details.detail,
    redactor,
    path,
    body,
  });
  const message = messageOf({ operation, descriptor }, text, details);
  return new KagentiHttpError(message + quote, details, attempts);
}

function copiesStatus(rule: DescriptorData['copiesStatus'], given: Given): boolean {
  if (rule === undefined || rule === true) return rule === true;
  const list = given[rule];
  return Array.isArray(list) && list.length > 0;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

/** Kagenti's words for a status that it copied from an agent (`send`), or made of one (`stream`). */
function isFromAgent(operation: CalledOperation, detail: string | undefined): boolean {
  return (
    operation.operation.startsWith('chat.') &&
    detail !== undefined &&
    /^Agent (?:returned error|rejected token)\b/.test(detail)
  );
}

function detailOf(body: string | undefined): unknown {
  if (body === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    return isRecord(parsed) ? parsed.detail : undefined;
  } catch {
    // Plain text or HTML: proxies answer so, and Kagenti itself with an unhandled error.
    return undefined;
  }
}

/**
 * Keycloak's names of roles; those of clients and of composed ones may have a colon or a dot. They are printed,
 * and a token that was cut short or split at commas is in none of its spellings.
 */
function rolesIn(
  detail: string | undefined,
  redactor: TokenRedactor,
): readonly string[] | undefined {
  const list = /^Required role\(s\): (.+)$/.exec(detail ?? '')?.[1] ?? '';
  const roles = list
    .split(',')
    .map(role => role.trim())
    .filter(role => /^[\w.:-]{1,64}$/.test(role) && !redactor.findsPiece(role));
  return roles.length === 0 ? undefined : roles;
}

/** The Context Service's words, which Kagenti copies (routers/contexts.py:60 in 0ea6d7ff). */
function missingIn(
  { operation }: CalledOperation,
  status: number,
  detail = '',
): 'context' | undefined {
  const namesContext = operation === 'agents.create' || operation === 'contexts.create';
  return namesContext && status === 404 && /^context\b/i.test(detail) ? 'context' : undefined;
}

function messageOf(
  { operation, descriptor }: FailedCall,
  detail: string | undefined,
  details: {
    readonly status: number;
    readonly fromAgent: boolean;
    readonly accountRefused: boolean;
    readonly requiredRoles: readonly string[] | undefined;
    readonly retryAfterMs: number | undefined;
    readonly fields: readonly InvalidField[] | undefined;
    readonly missing: 'context' | undefined;
  },
): string {
  const { status } = details;
  const start = `Kagenti ${operation.operation} failed with status ${status}`;
  if (details.fromAgent) {
    return status === 401
      ? `${start}: ${agentRejects}. ${missingMapper}`
      : `${start}: it is the agent's status, which Kagenti copied.`;
  }
  if (status === 401 && !details.accountRefused) {
    return `${start}: it is the status of what Kagenti asked for this call (Kubernetes, an agent, an address), which Kagenti copied. The account's token is good; see detail for the server's words.`;
  }
  if (details.requiredRoles !== undefined) {
    return `${start}: the service account lacks a role (${details.requiredRoles.join(' or ')}). Give it to the account of boost.kagenti.auth.clientId in Keycloak.`;
  }
  if (details.fields !== undefined && details.fields.length > 0) {
    return `${start}: ${details.fields.map(field => `${field.path} (${field.code})`).join(', ')}.`;
  }
  if (details.retryAfterMs !== undefined) {
    return `${start}: the server asks to be left alone for ${Math.ceil(details.retryAfterMs / 1000)} s.`;
  }
  if (details.missing !== undefined) {
    return `${start}: a context that the call names does not exist. contexts.list returns those of a namespace.`;
  }
  return `${start}: ${failureHint({ operation, status, detail, since: descriptor.since })}`;
}
