import { z } from 'zod';

type Pair = readonly [before: z.ZodType, after: z.ZodType];

/** Changes of a schema by hand: of each, JSON Schema loses what it does, or how a value is read. */
export const zodPairs: Readonly<Record<string, Pair>> = {
  'boolean to boolean or text': [z.boolean(), z.union([z.boolean(), z.string()])],
  'whole number to whole number or seconds': [
    z.int(),
    z.union([z.int(), z.string().regex(/^\d+s?$/)]),
  ],
  'number to boolean or number': [z.number(), z.union([z.boolean(), z.number()])],
  'record of booleans to booleans or text': [
    z.record(z.string(), z.boolean()),
    z.record(z.string(), z.union([z.boolean(), z.string()])),
  ],
  'flag of an expression dropped': [z.string().regex(/^a.c$/s), z.string().regex(/^a.c$/)],
  'URL to URL of one host': [z.url(), z.url({ hostname: /^b\.example$/ })],
  'URL to http URL': [z.url(), z.httpUrl()],
  'text to text piped into email': [z.string(), z.string().pipe(z.email())],
  'coerced text to text': [z.coerce.string(), z.string()],
  'coerced boolean to boolean': [z.coerce.boolean(), z.boolean()],
  'format by a function changed': [
    z.stringFormat('thing', text => text.length > 0),
    z.stringFormat('thing', text => text.length > 10),
  ],
  'stripping object to loose': [z.object({ a: z.string() }), z.looseObject({ a: z.string() })],
  'stripping object loses a property': [
    z.object({ a: z.string(), b: z.string().optional() }),
    z.object({ a: z.string() }),
  ],
  'record to record with an expression for keys': [
    z.record(z.string(), z.string()),
    z.record(z.string().regex(/^[a-z]$/), z.string()),
  ],
  'loose record to record': [
    z.looseRecord(z.string().regex(/^[a-z]$/), z.string()),
    z.record(z.string().regex(/^[a-z]$/), z.string()),
  ],
  'local time no longer accepted': [z.iso.datetime({ local: true }), z.iso.datetime()],
  'GUID to UUID': [z.guid(), z.uuid()],
  'number to float32': [z.number(), z.float32()],
  'union to discriminated union': [
    z.union([
      z.object({ kind: z.literal('p'), v: z.number() }),
      z.object({ kind: z.literal('q'), v: z.string() }),
    ]),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('p'), v: z.number() }),
      z.object({ kind: z.literal('q'), v: z.string() }),
    ]),
  ],
  'email with another expression': [z.email(), z.email({ pattern: /^[a-z]+@x\.co$/ })],
  'text to trimmed text': [z.string(), z.string().trim()],
  'transform changed': [z.string().transform(t => `${t}a`), z.string().transform(t => `${t}b`)],
  'null no longer accepted': [z.string().nullable(), z.string()],
  'greatest length added': [z.string().min(2), z.string().min(2).max(3)],
  'tuple to list': [z.tuple([z.string()]), z.array(z.string())],
  'brand and readonly added': [z.string(), z.string().brand('x').readonly()],
  'template with another part': [
    z.templateLiteral([z.number(), 's']),
    z.templateLiteral([z.int(), 's']),
  ],
  'text to codec': [
    z.string(),
    z.codec(z.string(), z.string().min(3), { decode: text => text, encode: text => text }),
  ],
  'other names no longer accepted': [
    z.object({ a: z.string() }).catchall(z.string()),
    z.object({ a: z.string() }),
  ],
};
