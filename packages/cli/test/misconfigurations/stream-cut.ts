import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'stream',
  code: 'reply_cut',
  broken: 'A proxy ends the reply after its idle timeout.',
  make(site) {
    site.kagenti.chat.reply([{ type: 'text', text: 'It is' }], { ending: 'cut' });
  },
  // The next reply is the agent's own.
  remedy() {},
};
