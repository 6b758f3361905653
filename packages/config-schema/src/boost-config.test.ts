import { expect, expectTypeOf, it } from 'vitest';
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import type { BoostConfig, BoostConfigValues } from './boost-config.ts';
import { parseBoostConfig } from './parse.ts';
import type { BoostConfigKey } from './registry.ts';

/** The type at a dotted path; undefined is part of it where anything on the way may be missing. */
type At<Type, Path> = Path extends `${infer First}.${infer Rest}`
  ? First extends keyof Type
    ? At<NonNullable<Type[First]>, Rest> | Extract<Type[First], undefined>
    : never
  : Path extends keyof Type
    ? Type[Path]
    : never;
type Boost = NonNullable<BoostConfig['boost']>;
type Mode = 'development-only-no-auth' | 'plugin-only' | 'full';

it('has the types of the registry at their places', () => {
  const config: BoostConfig = parseBoostConfig(completeConfiguration);
  expectTypeOf<{ [Key in BoostConfigKey]: At<BoostConfig, Key> | undefined }>().toEqualTypeOf<{
    [Key in BoostConfigKey]: BoostConfigValues[Key] | undefined;
  }>();
  expectTypeOf(config.boost?.kagenti?.auth?.clientId).toEqualTypeOf<string | undefined>();
  expectTypeOf(config.boost?.providers?.kagenti?.namespaces).toEqualTypeOf<string[] | undefined>();
  expectTypeOf(config.boost?.providers?.kagenti?.maxRetries).toEqualTypeOf<number | undefined>();
  expectTypeOf<Boost['security']['mode']>().toEqualTypeOf<Mode>();
  expectTypeOf<BoostConfigValues['boost.kagenti.allowInClusterHttp']>().toEqualTypeOf<
    boolean | undefined
  >();
  expect(config.boost?.security.mode).toBe('full');
});

it('asks for the security mode and nothing else', () => {
  const least: BoostConfig = { boost: { security: { mode: 'full' } } };
  expect(parseBoostConfig(least)).toEqual(least);
  const none: BoostConfig = {};
  expect(parseBoostConfig(none)).toEqual(none);
  // @ts-expect-error -- a boost section has a security mode
  const without: BoostConfig = { boost: { systemPrompt: '' } };
  expect(() => parseBoostConfig(without)).toThrow('boost.security.mode is required');
});
