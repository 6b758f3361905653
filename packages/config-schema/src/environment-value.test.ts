import { ConfigReader } from '@backstage/config';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { readConfigValue } from './field-queries.ts';
import { checkBoostConfig } from './parse.ts';

const sectionWith = (agentCreation: unknown, maxRetries: unknown) => ({
  boost: {
    security: { mode: 'full' },
    features: { agentCreation },
    providers: { kagenti: { maxRetries } },
  },
});

function attempt<Result>(action: () => Result): Result | 'refused' {
  try {
    return action();
  } catch {
    return 'refused';
  }
}

describe('values that arrive as text', () => {
  it.each([
    ...['y', 'yes', 'true', 'on', '1', 'YES', ' On ', 1, true].map(word => [word, true]),
    ...['n', 'no', 'false', 'off', '0', 'False', ' N\n', 0, false].map(word => [word, false]),
  ])('reads %j as %j [boost-configuration/Boolean words are booleans]', (word, expected) => {
    const { config } = checkBoostConfig(sectionWith(word, undefined));
    expect(config?.boost?.features).toEqual({ agentCreation: expected });
  });

  it.each([' ', 'ja', 'truee', 2, -1, [], {}])(
    'refuses %j as a boolean [boost-configuration/Boolean words are booleans]',
    word => {
      expect(codesOf({ features: { agentCreation: word } })).toEqual([
        'boost.features.agentCreation wrong_type',
      ]);
    },
  );

  it(
    'agrees with getBoolean on any text and number [boost-configuration/Boolean words are booleans]',
    () => {
      const words = ['y', 'yes', 'true', 'on', '1', 'n', 'no', 'false', 'off', '0', ' ', 'T', 'ES'];
      const text = fc.oneof(
        fc
          .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
          .map(parts => parts.join('')),
        fc.string(),
        fc.mixedCase(fc.constantFrom(...words)),
        fc.double({ noNaN: true }),
        fc.boolean(),
      );
      fc.assert(
        fc.property(text, value => {
          const theirs = attempt(() => new ConfigReader({ value }).getBoolean('value'));
          const { config } = checkBoostConfig(sectionWith(value, undefined));
          expect(config?.boost?.features?.agentCreation ?? 'refused').toBe(theirs);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it.each([
    ['60', 60],
    ['0x3C', 60],
    ['6e1', 60],
    [' 60\n', 60],
    ['60.0', 60],
    ['+6', 6],
    ['0b11', 3],
  ])('reads %j as %s [boost-configuration/Numbers in text are numbers]', (text, expected) => {
    const { config } = checkBoostConfig(sectionWith(undefined, text));
    expect(config?.boost?.providers?.kagenti).toEqual({ maxRetries: expected });
  });

  it.each([' ', 'six', '6 0', 'Infinity', 'NaN', true, [], {}])(
    'refuses %j as a number [boost-configuration/Numbers in text are numbers]',
    value => {
      expect(codesOf({ providers: { kagenti: { maxRetries: value } } })).toEqual([
        'boost.providers.kagenti.maxRetries wrong_type',
      ]);
    },
  );

  it(
    'agrees with getNumber on any text [boost-configuration/Numbers in text are numbers]',
    () => {
      const digits = fc.array(fc.constantFrom(...'0123456789xXeEobB.+- '.split('')), {
        maxLength: 6,
      });
      const text = fc.oneof(
        digits.map(parts => parts.join('')),
        fc.string(),
        fc.nat().map(String),
      );
      fc.assert(
        fc.property(text, value => {
          const theirs = attempt(() => new ConfigReader({ value }).getNumber('value'));
          const fits = typeof theirs === 'number' && Number.isSafeInteger(theirs) && theirs >= 0;
          const { config } = checkBoostConfig(sectionWith(undefined, value));
          expect(config?.boost?.providers?.kagenti?.maxRetries ?? 'refused').toBe(
            fits ? theirs : 'refused',
          );
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it.each([7, true, false, 1.5])(
    'asks to quote %j where text belongs [boost-configuration/Text fields want text]',
    value => {
      const section = {
        security: { mode: value },
        systemPrompt: value,
        model: { name: value },
        providers: { kagenti: { defaultAgent: value, namespaces: [value] } },
      };
      const problems = problemsOf(section);
      expect(problems.map(({ path }) => path).toSorted()).toEqual([
        'boost.model.name',
        'boost.providers.kagenti.defaultAgent',
        'boost.providers.kagenti.namespaces[0]',
        'boost.security.mode',
        'boost.systemPrompt',
      ]);
      for (const { code, path, hint } of problems) {
        expect(code).toBe('wrong_type');
        // Quotes would not make a choice of it.
        expect(hint).toContain(path === 'boost.security.mode' ? 'Write it like "full"' : 'quotes');
      }
    },
  );

  it('speaks of quotes for a number where its text is a choice [boost-configuration/Text fields want text]', () => {
    const registry = registryWith({ 'boost.acme.level': fieldWith(z.enum(['1', '2']).optional()) });
    const hintFor = (value: unknown) =>
      readConfigValue('boost.acme.level', value, registry).problems?.map(({ hint }) => hint);
    expect(hintFor(1)).toEqual(['Put quotes around the value to make it text.']);
    expect(hintFor(3)).toEqual(['Meaning of this key: A field for a test.']);
  });

  it('speaks to code as to a file [boost-configuration/Text fields want text]', () => {
    const { problems = [] } = readConfigValue('boost.model.name', 4);
    expect(problems).toMatchObject([{ hint: expect.not.stringContaining('YAML') }]);
  });

  it.each([['x'], [], { a: 1 }])(
    'does not speak of quotes for %j [boost-configuration/Text fields want text]',
    value => {
      const problems = problemsOf({ systemPrompt: value, security: { mode: value } });
      expect(problems).toHaveLength(2);
      for (const { hint } of problems) expect(hint).toMatch(/^Write it like "/);
    },
  );

  it.each([
    ['yess', 'Did you mean yes?'],
    ['flase', 'Did you mean false?'],
    ['perhaps', 'Write true or false.'],
    [' ', 'Write true or false.'],
    [2, 'Write true or false.'],
    [[true], 'Write true or false.'],
  ])(
    'says of %j as a boolean what to write [boost-configuration/Wrong value gets a remedy]',
    (value, hint) => {
      expect(problemsOf({ features: { agentCreation: value } })).toEqual([
        {
          path: 'boost.features.agentCreation',
          code: 'wrong_type',
          message: 'must be true or false',
          hint,
        },
      ]);
    },
  );

  it('does not speak of quotes for text where a list belongs [boost-configuration/Text fields want text]', () => {
    const section = { providers: { kagenti: { namespaces: 'team1' } } };
    const code = 'wrong_type';
    const hint = expect.stringMatching(/^Write it like /);
    expect(problemsOf(section)).toEqual([
      { path: 'boost.providers.kagenti.namespaces', code, message: 'must be a list', hint },
    ]);
  });
});
