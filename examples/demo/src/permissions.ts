import type { AuthorizeRequest } from '@rhdh-boost/kagenti-client';
import { bob, jane } from './demo-context.ts';

/** What Backstage's permission policy would say. Jane may do everything here; Bob may look and chat. */
const granted: Readonly<Record<string, readonly string[]>> = {
  [jane]: ['boost.access', 'boost.agent.list', 'boost.chat.create', 'boost.agent.delete'],
  [bob]: ['boost.access', 'boost.agent.list', 'boost.chat.create'],
};

export function authorize({ caller, permission }: AuthorizeRequest): boolean {
  if (caller.kind !== 'user') return false;
  return granted[caller.ref]?.includes(permission) ?? false;
}
