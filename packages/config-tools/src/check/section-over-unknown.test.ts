import { combineConfigFields, defineConfigFields } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

/** What is told of app-configs that are laid over each other, but for the unset variables. */
async function told(texts: readonly string[], env = {}, registry?: Parameters<typeof check>[2]) {
  const findings = await check(texts, env, registry);
  return findings.filter(line => !line.includes(' unset_variable '));
}

async function check(
  texts: readonly string[],
  env: Readonly<Record<string, string>>,
  registry?: ReturnType<typeof combineConfigFields>,
): Promise<readonly string[]> {
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]));
  const options = { files: Object.keys(files), env, ...(registry ? { registry } : {}) };
  return (await checkScratch(files, options)).told;
}

describe('a section over a value that is not known', () => {
  it('requires nothing', async () => {
    const texts = [
      'boost: {security: {mode: full}}',
      'boost: {security: "${SEC}"}',
      'boost: {security: {}}',
    ];
    expect(await told(texts)).toEqual([]);
    expect(await told(texts, { SEC: 'x' })).toContain(
      '2.yaml:1:9 error required boost.security.mode',
    );
  });

  it.each([
    'boost: {model: {name: x}}',
    'boost: {security: {}}',
    'boost: {kagenti: {auth: {clientId: x}}}',
    'boost: {agentApproval: {mode: sonataflow}}',
    'boost: {providers: {kagenti: {baseUrl: "http://kagenti.team1.svc"}}}',
  ])('requires nothing in %j over an unknown boost', async text => {
    const include = 'boost: {$include: "${F}"}';
    expect(await told([include, text])).toEqual([]);
    expect(await told([include, text, 'boost: {security: {}}'])).toEqual([]);
    expect(await told([include, 'boost: {security: {}}', text])).toEqual([]);
  });

  it('is judged where it sets something', async () => {
    const texts = ['boost: {$include: "${F}"}', 'boost: {security: {mode: ful, mdoe: x}}'];
    expect(await told(texts)).toEqual([
      '1.yaml:1:26 error invalid_value boost.security.mode',
      '1.yaml:1:31 error unknown_key boost.security.mdoe',
    ]);
  });

  it('leaves the variable told, once', async () => {
    const texts = ['boost: {$include: "${F}"}', 'boost: {security: {}, model: {}}'];
    expect(await check(texts, {})).toEqual(['0.yaml:1:19 warning unset_variable boost']);
  });

  it('is not judged where it is the value of a field', async () => {
    const registry = combineConfigFields([
      defineConfigFields({
        owner: 'acme',
        version: 1,
        fields: {
          'boost.acme': {
            schema: z.object({ name: z.string() }).optional(),
            configScope: 'yaml-only',
            description: 'Theirs.',
            visibility: 'backend',
            since: 1,
            examples: [{ name: 'x' }],
          },
        },
        migrations: [],
      }),
    ]);
    expect(await told(['boost: {acme: "${F}"}', 'boost: {acme: {}}'], {}, registry)).toEqual([]);
  });
});
