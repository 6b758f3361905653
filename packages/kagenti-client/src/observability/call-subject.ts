import { createHash } from 'node:crypto';
import type { Attributes } from '@opentelemetry/api';
import { correlationIdOf } from '../options/call-headers.ts';
import type { CallRequest } from '../sending/call-request.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { attributeNames as names } from './attribute-names.ts';

/** Operations that OpenTelemetry's conventions for generative AI have a name for. */
const generativeOperations: { readonly [Name in CalledName]?: string } = {
  'chat.send': 'invoke_agent',
  'chat.stream': 'invoke_agent',
  'agents.create': 'create_agent',
};

/** What a call is about, for its span: names that the rules on names passed, and nothing else of a caller. */
export function subjectAttributes({ operation, target, sent, options }: CallRequest): Attributes {
  const { operation: called } = operation;
  const correlationId = correlationIdOf(options);
  const attributes: Attributes =
    correlationId === undefined ? {} : { [names.correlationId]: correlationId };
  // Nobody judged the names of a refused call, nor those of a path that the contract does not have.
  if ('refusal' in sent || called === 'request') return attributes;
  const { namespace, name } = target;
  if (namespace !== undefined) attributes[names.namespace] = namespace;
  if (name !== undefined && /^(?:agents|chat|dreams)\./.test(called)) {
    attributes[names.agentName] = name;
  }
  const generative = generativeOperations[called];
  if (generative === undefined) return attributes;
  return { ...attributes, [names.generativeOperation]: generative, [names.provider]: 'kagenti' };
}

/**
 * What a span has in place of a session id of Kagenti, by which anybody with an account continues the
 * conversation: the first 128 bits of its SHA-256, the same on every replica.
 */
export function conversationHash(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex').slice(0, 32);
}
