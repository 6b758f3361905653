import { formatConfigPath } from '@rhdh-boost/config-schema';
import { z } from 'zod';
import { wrongFields } from './http-errors.ts';

const text = z
  .string('must be text')
  .min(1, 'must not be empty')
  .max(256, 'must have at most 256 characters');
const flag = z.boolean('must be true or false');
/** The revision that the change is for; null if no override exists yet. */
const ifRevision = text.nullable().exactOptional();
const wholeNumber = z.coerce
  .number('must be a whole number')
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(2 ** 31 - 1, 'is too large');

const change = z
  .strictObject({
    key: text,
    value: z.unknown().exactOptional(),
    unset: z.literal(true, 'must be true').exactOptional(),
    ifRevision,
  })
  .refine(each => 'value' in each !== 'unset' in each, 'must have either value or unset');

/** The bodies of the routes, and the queries of those without a body. */
export const inputs = {
  changes: z.strictObject({
    changes: z
      .array(change, 'must be a list of changes')
      .min(1, 'must have at least one change')
      .max(500, 'must have at most 500 changes'),
  }),
  removal: z.strictObject({ ifRevision: text.exactOptional() }),
  history: z.strictObject({
    key: text.exactOptional(),
    limit: wholeNumber.max(1000, 'must be at most 1000').exactOptional(),
    before: wholeNumber.exactOptional(),
  }),
  rollback: z.strictObject({ key: text, revision: text, ifRevision }),
  rejected: z.strictObject({ id: wholeNumber }),
  purge: z
    .strictObject({
      // A name that a query repeats is a list.
      id: z
        .union([wholeNumber.transform(id => [id]), z.array(wholeNumber)], 'must be whole numbers')
        .exactOptional(),
      before: z.iso
        .datetime({ offset: true, error: 'must be a time such as 2026-11-28T00:00:00Z' })
        .exactOptional(),
    })
    .refine(
      ({ id, before }) => (id === undefined) !== (before === undefined),
      'must have either id or before',
    ),
  reconcile: z.strictObject({
    dryRun: flag.exactOptional(),
    importedFromBoost: flag.exactOptional(),
  }),
  nothing: z.strictObject({}),
};

/**
 * Reads a body or a query.
 *
 * @throws InputError with `fields`. It names the members of this API, and repeats nothing of the input.
 */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw wrongFields(
    result.error.issues.map(({ path, code, message }) => {
      const key = formatConfigPath(path) || 'request';
      const what =
        code === 'unrecognized_keys'
          ? 'has an unknown member'
          : /^(must|is) /.test(message)
            ? message
            : 'is missing or of a wrong type';
      return {
        key,
        code: 'invalid_request',
        message: `${key} ${what}.`,
        hint: 'Correct the request, and send it as application/json.',
      };
    }),
  );
}

/** The settings that a request names, for the audit log, before it is checked. Only what may be a name is repeated. */
export function settingsNamedIn(...places: readonly unknown[]): string[] {
  return places
    .flatMap(place => [place, Object(place).changes].flat())
    .map(named => Object(named).key)
    .filter(key => typeof key === 'string' && /^[\w.[\]-]{1,256}$/.test(key))
    .slice(0, 500);
}
