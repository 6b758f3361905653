import { describe, expect, it, test } from 'vitest';
import { audienceCommands, audiencesOf, inboundRule, ownAudience } from './agent-audience.ts';

const agent = { namespace: 'team1', name: 'weather' };
const account = { server: 'https://sso.example.com', realm: 'dev', clientId: 'boost' };

function identity(config: object) {
  const plugins = [{ name: 'token-broker' }, { name: 'jwt-validation', config }];
  return { AuthBridge: true, pipeline: { inbound: { plugins } } };
}

describe('the rule of an AuthBridge', () => {
  it.each([
    [{}, { issuer: undefined, audiences: [], isByHost: false }],
    [
      { issuer: 'https://sso.example.com/realms/dev', audience: 'weather' },
      { issuer: 'https://sso.example.com/realms/dev', audiences: ['weather'], isByHost: false },
    ],
    [
      { audience: '', allowed_audiences: ['a', 1, 'b'], audience_mode: 'per-host' },
      { issuer: undefined, audiences: ['a', 'b'], isByHost: true },
    ],
  ])('reads %j', (config, rule) => {
    expect(inboundRule(identity(config))).toEqual(rule);
  });

  it.each([
    [{ AuthBridge: true }],
    [{ AuthBridge: true, pipeline: { inbound: { plugins: 'none' } } }],
    [{ AuthBridge: true, pipeline: { inbound: { plugins: [{ name: 'opa' }] } } }],
  ])('is none for %j', config => {
    expect(inboundRule(config)).toBeUndefined();
  });
});

test.each([
  [undefined, []],
  ['one', ['one']],
  [
    ['one', 2, 'three'],
    ['one', 'three'],
  ],
])('reads the audiences %j', (aud, audiences) => {
  expect(audiencesOf({ aud })).toEqual(audiences);
});

test.each([
  ['team1/weather', true],
  ['spiffe://localtest.me/ns/team1/sa/weather', true],
  ['spiffe://localtest.me/ns/team2/sa/weather', false],
  ['https://localtest.me/ns/team1/sa/weather', false],
  ['team1/weather-agent', false],
])('decides whether %s is the agent', (audience, isOwn) => {
  expect(ownAudience(agent, ['account', audience])).toBe(isOwn ? audience : undefined);
});

test('creates the scope only where it does not exist, and attaches it', () => {
  const [create, attach] = audienceCommands(account, agent, "it's");
  expect(create).toMatch(
    /\| grep -q ',agent-team1-weather-aud\$' \|\| kcadm\.sh create client-scopes /,
  );
  expect(create).toContain(String.raw`"included.custom.audience":"it'\''s"`);
  expect(attach).toMatch(
    /^kcadm\.sh update "clients\/\$\(.+\)\/default-client-scopes\/\$\(.+\)" -r dev$/,
  );
});
