import { expect, test } from 'vitest';
import { KagentiClient } from '../kagenti-client.ts';

const tokens = { getToken: async () => 'token', invalidate: () => true };

test.each([
  ['no tokens', { tokens: undefined }, 'tokens'],
  ['tokens without invalidate', { tokens: { getToken: async () => 'token' } }, 'tokens'],
  ['a text for authorize', { authorize: 'yes' }, 'authorize'],
  ['a flag for audit', { audit: true }, 'audit'],
  ['an object for onDrift', { onDrift: {} }, 'onDrift'],
  ['one text for namespaces', { namespaces: 'team1' }, 'namespaces'],
  ['a validation that there is not', { validation: 'strikt' }, 'validation'],
])('%s is refused [kagenti-api/Options that cannot work are refused]', (_what, wrong, named) => {
  // As JavaScript gives it, past the types.
  const options = { baseUrl: 'https://kagenti.example.com', tokens, ...wrong };
  expect(() => Reflect.construct(KagentiClient, [options])).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(named) }),
  );
});
