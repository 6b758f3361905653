import { always, type GroupOverlay, text } from './overlay.ts';

export const health: GroupOverlay = {
  api: { name: 'HealthApi', about: 'Whether the backend runs.' },
  operations: {
    'health.live': {
      about: 'Reports that the process answers. While Kubernetes hangs, even this does not answer.',
      answer: 'HealthStatus',
    },
    'health.ready': {
      about: 'Reports that the process is ready, even while Kubernetes cannot be reached.',
      answer: 'HealthStatus',
    },
  },
  types: {
    HealthStatus: {
      about: 'Health of the backend.',
      fields: { status: always(text, '`healthy`, or `ready`.') },
    },
  },
};
