import { expect, it } from 'vitest';
import { hideEnvironment } from './hide-environment.ts';

const hidden = '(hidden, see --show-env)';

it('hides values at every depth, and what kubectl keeps of them', () => {
  const env = [{ name: 'A', value: 'canary', value_from: null }];
  const container = { name: 'agent', image: 'agent:1', env };
  const data = {
    metadata: {
      name: 'agent',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"value":"canary"}' },
    },
    spec: { template: { spec: { containers: [container], initContainers: [container] } } },
  };
  const seen = JSON.stringify(hideEnvironment(data));
  expect(seen).not.toContain('canary');
  expect(JSON.parse(seen)).toMatchObject({
    spec: {
      template: {
        spec: { initContainers: [{ env: [{ name: 'A', value: hidden, value_from: null }] }] },
      },
    },
  });
});

it.each([
  null,
  'text',
  7,
  [],
  { env: 'text' },
  { env: { name: 'A', value: 'b' } },
  { env: [null, 'text', { name: 'A' }, { name: 'A', value: '' }, { name: 'A', value: 7 }] },
])('leaves %j as it is', data => {
  expect(hideEnvironment(data)).toEqual(data);
});
