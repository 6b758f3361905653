import { invalidOptions } from '../errors/invalid-options.ts';
import type { SessionAgent } from '../sessions/session-binding.ts';

/** The default agent in its two parts. */
export function resolveDefaultAgent(defaultAgent: string | undefined): SessionAgent | undefined {
  if (defaultAgent === undefined) return undefined;
  const parts = typeof defaultAgent === 'string' ? defaultAgent.split('/') : [];
  const [namespace = '', name = '', ...rest] = parts;
  if (namespace === '' || name === '' || rest.length > 0) {
    throw invalidOptions('defaultAgent has the form namespace/name');
  }
  return { namespace, name };
}
