import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'agent',
  code: 'agent_card_unavailable',
  broken: 'The pod of the default agent does not listen.',
  make(site) {
    const body = { detail: 'Failed to connect to agent' };
    site.kagenti.faults.always(
      { kind: 'respond', status: 503, body },
      { operation: 'chat.agentCard' },
    );
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
