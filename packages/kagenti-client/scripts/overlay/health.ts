import { always, type GroupOverlay, text } from './overlay.ts';

export const health: GroupOverlay = {
  operations: {
    'health.live': { answer: 'HealthStatus' },
    'health.ready': { answer: 'HealthStatus' },
  },
  types: {
    HealthStatus: {
      about: 'Health of the backend.',
      fields: { status: always(text, '`healthy`, or `ready`.') },
    },
  },
};
