import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { lazyFields } from './lazy-fields.ts';
import { boostConfigFields } from './registry.ts';

const rest = {
  configScope: 'yaml-only',
  description: 'A.',
  visibility: 'backend',
  since: 1,
} as const;

it('makes the schema of a field once, when it is first read', () => {
  const schema = vi.fn<() => z.ZodString>(() => z.string());
  const fields = lazyFields({ 'boost.a': { ...rest, schema } });
  expect(schema).not.toHaveBeenCalled();

  const { schema: made } = fields['boost.a'];

  expect(made.safeParse('text').success).toBe(true);
  expect(fields['boost.a'].schema).toBe(made);
  expect(schema).toHaveBeenCalledOnce();
  expect(fields).toEqual({ 'boost.a': { ...rest, schema: made } });
});

it.each(Object.keys(boostConfigFields))('makes the schema of %s when it is read', key => {
  const field = Reflect.get(boostConfigFields, key);
  expect(Object.getOwnPropertyDescriptor(field, 'schema')).toMatchObject({
    get: expect.any(Function),
    enumerable: true,
  });
});
