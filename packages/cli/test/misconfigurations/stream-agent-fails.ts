import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'stream',
  code: 'agent_failed',
  broken: 'The model of the agent does not answer.',
  make(site) {
    site.kagenti.chat.reply([{ type: 'error', message: 'Agent error: 500' }]);
  },
  // The next reply is the agent's own.
  remedy() {},
};
