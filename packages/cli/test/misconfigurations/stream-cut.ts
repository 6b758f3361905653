import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'stream',
  code: 'reply_cut',
  broken: 'Something in front of Kagenti cuts replies.',
  make(site) {
    site.kagenti.chat.reply([{ type: 'text', text: 'It is' }], { ending: 'cut' });
  },
  remedy(site) {
    site.kagenti.faults.clear();
  },
};
