import * as fc from 'fast-check';
import { boostConfigFields } from '../src/registry.ts';

/** Values of which some field takes each: right, nearly right, and as text. */
const likelyValue = fc.oneof(
  fc.constantFrom<unknown>(
    'full',
    'built-in',
    'team1/agent',
    'https://example.com',
    'HTTPS://example.com:443/%41?q=1#f',
    'http://localhost:80',
    'http://[::1]/',
    'http://a.b.svc:1/',
    'http://example.com',
    'http://127.0.0.1.',
    'http://0x7f.1',
    ' ',
    '\u00a0x',
    'sixteen-letters!!',
    null,
    ['team1', 'team2'],
    ['sixteen-letters!!'],
    [],
  ),
  fc.boolean(),
  fc.mixedCase(fc.constantFrom('yes', 'no', 'true', 'off', '1', ' on ', 'y')),
  fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.constantFrom(0, 1)),
  fc.oneof(fc.nat(), fc.double()).map(String),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.nat(99_999).map(number => `0x${number.toString(16)}`),
  fc.string(),
);

/** App-configs with a few fields set, each to a value that some field takes. */
export const likelyConfiguration = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(boostConfigFields)), likelyValue), {
    maxLength: 3,
  })
  .map(entries => {
    const root: Record<string, unknown> = { boost: { security: { mode: 'full' } } };
    for (const [key, value] of entries) assign(root, key.split('.'), value);
    return root;
  });

/** Sets a value at a path; what is there and is no section makes way. */
export function assign(
  section: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    section[name] = value;
    return;
  }
  const below: Record<string, unknown> = {};
  section[name] = Object.assign(below, section[name]);
  assign(below, rest, value);
}
