import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { checkBoostConfig } from './parse.ts';
import { unknownConfigValue } from './unknown-value.ts';

const auth = {
  tokenEndpoint: 'https://keycloak.example.com/token',
  clientId: 'boost',
  clientSecret: 'canary',
};
const names = ['tokenEndpoint', 'clientId', 'clientSecret'] as const;

describe('rules across fields', () => {
  it.each([
    {},
    { systemPrompt: 'x' },
    { security: {} },
    { security: null },
    { security: { mode: null } },
  ])('asks for the mode in %j [boost-configuration/Security mode is required]', boost => {
    expect(checkBoostConfig({ boost }).problems).toEqual([
      {
        path: 'boost.security.mode',
        code: 'required',
        message: 'is required in a boost section',
        hint: 'Set it, for example to full.',
      },
    ]);
  });

  it('points from none to a mode that checks callers [boost-configuration/Security mode none is refused with a pointer]', () => {
    expect(problemsOf({ security: { mode: 'none' } })).toEqual([
      {
        path: 'boost.security.mode',
        code: 'invalid_value',
        message: 'must be one of: development-only-no-auth, plugin-only, full',
        hint: 'Write full, so that callers are checked; what was called none is development-only-no-auth: nobody is checked, never in production.',
      },
    ]);
  });

  it('gives no pointer for another mode [boost-configuration/Security mode none is refused with a pointer]', () => {
    for (const mode of ['off', 'toString', '__proto__']) {
      expect(problemsOf({ security: { mode } })[0]?.hint).not.toContain('what was called');
    }
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'names what is missing of the three, case %# [boost-configuration/Auth keys come all three or none]',
    bits => {
      const present = names.filter((_, index) => (bits & (1 << index)) !== 0);
      const missing = names.filter(name => !present.includes(name));
      const some = Object.fromEntries(present.map(name => [name, auth[name]]));
      expect(problemsOf({ kagenti: { auth: some } })).toEqual(
        missing.map(name => ({
          path: `boost.kagenti.auth.${name}`,
          code: 'required',
          message: 'is missing: tokenEndpoint, clientId and clientSecret go together',
          hint: expect.stringContaining('Set all three below boost.kagenti.auth, or none'),
        })),
      );
    },
  );

  it('takes all three, or none [boost-configuration/Auth keys come all three or none]', () => {
    expect(problemsOf({ kagenti: { auth } })).toEqual([]);
    expect(problemsOf({ kagenti: { auth: { tokenExpiryBufferSeconds: 30 } } })).toEqual([]);
  });

  it('does not call a wrong one missing [boost-configuration/Auth keys come all three or none]', () => {
    expect(codesOf({ kagenti: { auth: { ...auth, clientSecret: '' } } })).toEqual([
      'boost.kagenti.auth.clientSecret invalid_value',
    ]);
  });

  it.each([
    [{ defaultAgent: 'team3/weather', namespaces: ['team1', 'team2'] }],
    [{ defaultAgent: 'team/weather', namespaces: ['team1'] }],
    [{ defaultAgent: 'team1/weather', namespaces: [] }],
  ])(
    'refuses a default agent that may not be called: %j [boost-configuration/Default agent is in a namespace that may be called]',
    kagenti => {
      expect(problemsOf({ providers: { kagenti } })).toEqual([
        {
          path: 'boost.providers.kagenti.defaultAgent',
          code: 'invalid_value',
          message: 'must be in one of the namespaces of boost.providers.kagenti.namespaces',
          hint: 'Add its namespace to boost.providers.kagenti.namespaces, or name an agent in one of those.',
        },
      ]);
    },
  );

  it.each([
    { defaultAgent: 'team2/weather', namespaces: ['team1', 'team2'] },
    { defaultAgent: 'team1/weather' },
    { namespaces: ['team1'] },
    { defaultAgent: 'team1/weather', namespaces: unknownConfigValue },
    { defaultAgent: 'team1/weather', namespaces: ['team2', unknownConfigValue] },
    { defaultAgent: unknownConfigValue, namespaces: ['team1'] },
  ])(
    'takes a default agent that may be, or what is not known, case %# [boost-configuration/Default agent is in a namespace that may be called]',
    kagenti => {
      expect(problemsOf({ providers: { kagenti } })).toEqual([]);
    },
  );

  it('asks for the workflow only in its mode', () => {
    expect(codesOf({ agentApproval: { mode: 'sonataflow' } })).toEqual([
      'boost.agentApproval.sonataflow.endpoint required',
    ]);
    expect(codesOf({ agentApproval: { mode: 'built-in' } })).toEqual([]);
    expect(
      codesOf({ agentApproval: { mode: 'sonataflow', sonataflow: { endpoint: 'nowhere' } } }),
    ).toEqual(['boost.agentApproval.sonataflow.endpoint invalid_url']);
  });
});
