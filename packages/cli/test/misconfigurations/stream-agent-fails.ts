import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'stream',
  code: 'agent_failed',
  broken: 'The agent fails because its model does not answer.',
  make(site) {
    site.kagenti.chat.reply([{ type: 'error', message: 'The model does not answer' }]);
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
