import { formatConfigPath } from '@rhdh-boost/config-schema';
import type { Request } from 'express';
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

/** An object with these members and no others. The message for another one is the hint. */
function members<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape).join(', ') || 'none';
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `Allowed: ${allowed}.` : undefined),
  });
}

const change = members({
  key: text,
  value: z.unknown().exactOptional(),
  unset: z.literal(true, 'must be true').exactOptional(),
  ifRevision,
}).refine(given => 'value' in given !== 'unset' in given, 'must have either value or unset');

/** The bodies of the routes, and the queries of those without a body. */
export const inputs = {
  changes: members({
    changes: z
      .array(change, 'must be a list of changes')
      .min(1, 'must have at least one change')
      .max(500, 'must have at most 500 changes'),
  }),
  removal: members({ ifRevision: text.exactOptional() }),
  history: members({
    key: text.exactOptional(),
    limit: wholeNumber.max(1000, 'must be at most 1000').exactOptional(),
    before: wholeNumber.exactOptional(),
  }),
  rollback: members({ key: text, revision: text, ifRevision }),
  rejected: members({ id: wholeNumber }),
  purge: members({
    // A name that a query repeats is a list.
    id: z
      .union([wholeNumber.transform(id => [id]), z.array(wholeNumber)], 'must be whole numbers')
      .exactOptional(),
    before: z.iso
      .datetime({ offset: true, error: 'must be a time such as 2026-11-28T00:00:00Z' })
      .exactOptional(),
  }).refine(
    ({ id, before }) => (id === undefined) !== (before === undefined),
    'must have either id or before',
  ),
  reconcile: members({
    dryRun: flag.exactOptional(),
    importedFromBoost: flag.exactOptional(),
  }),
  nothing: members({}),
};

/**
 * Reads the body of a request.
 *
 * @throws InputError, also for a body of another type, which Express does not parse: ignored, a dry run would be a real one
 */
export function readBody<Output>(schema: z.ZodType<Output>, request: Request): Output {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const hasBody = encoding !== undefined || Number(length ?? 0) > 0;
  if (hasBody && request.is('application/json') === false) {
    throw wrongFields([
      {
        key: 'request',
        code: 'invalid_request',
        message: 'The body of the request is not application/json.',
        hint: 'Send it with the header "Content-Type: application/json".',
      },
    ]);
  }
  return readInput(schema, request.body ?? {});
}

/**
 * Reads a query, or the parameters of a path.
 *
 * @throws InputError with `fields`. Of the input it repeats only names of unknown members, no value.
 */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown): Output {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw wrongFields(
    result.error.issues.map(issue => {
      const key = formatConfigPath(issue.path) || 'request';
      const isUnknown = issue.code === 'unrecognized_keys';
      const what = isUnknown ? nameMembers(issue.keys) : /^(?:must|is) .*/.exec(issue.message)?.[0];
      return {
        key,
        code: 'invalid_request',
        message: `${key} ${what ?? 'is missing or of a wrong type'}.`,
        hint: isUnknown ? issue.message : 'Correct the request.',
      };
    }),
  );
}

/** Only what may be a name is repeated. */
function nameMembers(keys: readonly string[]): string {
  const names = keys.filter(key => /^\w{1,40}$/.test(key)).slice(0, 5);
  if (names.length === 0) return 'has an unknown member';
  return `has ${names.length === 1 ? 'an unknown member' : 'unknown members'}: ${names.join(', ')}`;
}

/** The settings that a request names, for the audit log, before it is checked. Only what may be a name is repeated. */
export function settingsNamedIn(...places: readonly unknown[]): string[] {
  return places
    .flatMap(place => [place, Object(place).changes].flat())
    .map(named => Object(named).key)
    .filter(key => typeof key === 'string' && /^[\w.[\]-]{1,256}$/.test(key))
    .slice(0, 500);
}
