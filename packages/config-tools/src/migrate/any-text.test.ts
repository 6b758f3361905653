import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import {
  authPath,
  exchangePath,
  withoutEmptySections,
} from '../../test/migrate/token-exchange.fixture.ts';
import { parseAppConfigYaml } from '../source/parse-yaml.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { migrateFiles } from './migrate-files.ts';
import { migrateTexts } from './migrate-texts.ts';
import { hasKey, withoutKey } from './plain-value.ts';

const runs = { numRuns: propertyRuns(10_000) };
const canary = 'c4n4ry';

/** Pieces that make an app-config of version 1 more often than chance would. */
const pieces: readonly (readonly string[])[] = [
  ['boost', 'kagenti', 'auth', 'tokenExchange', 'enabled', 'clientId', 'x', canary],
  ['boost:\n kagenti:\n  auth:\n', '   tokenExchange:', 'boost: {kagenti: {auth: {', '}}}'],
  ['tokenExchange: {enabled: true}', 'tokenExchange: 1', '{tokenExchange: [a, *a]}'],
  ['kind: ConfigMap\ndata:\n', ' a.yaml: |\n', ' b.yml: >-\n', '---\n', '...\n', '%YAML 1.1\n'],
  [': ', ':', '\n', '\n ', '\n  ', '\n   ', '\n    ', '\r\n', '\r', '\t', ' ', ', ', '- ', '? '],
  ['{', '}', '[', ']', '"', "'", '\\', '|', '>', '|2-', '#', ' # c', '&a ', '*a', '<<: *a'],
  ['!!x ', '__proto__', '\uFEFF', '\u2028', '\ud800', '\u0000', 'null', '${X}', '$include: a.yaml'],
];
/** Pieces that make an app-config of version 1 more often than chance would. */
const anyPiece = fc.constantFrom(...pieces.flat());
const anyText = fc.oneof(
  fc.array(anyPiece, { maxLength: 30 }).map(parts => parts.join('')),
  fc
    .tuple(fc.array(anyPiece, { maxLength: 6 }), fc.array(anyPiece, { maxLength: 6 }))
    .map(
      ([before, after]) =>
        `boost:\n kagenti:\n  auth: ${before.join('')}\n   tokenExchange: ${after.join('')}`,
    ),
  fc.string({ unit: 'binary' }),
);

/** The values of a text's app-configs without the keys that migration is about. */
function othersOf(text: string): unknown {
  const { sources, problem } = readAppConfigSources('a.yaml', text);
  if (problem !== undefined) return problem.code;
  return sources.map(source => {
    const { value } = parseAppConfigYaml(source);
    const names = ['tokenExchange', 'tokenEndpoint', 'clientId', 'clientSecret'];
    const rest = names.reduce((left, name) => withoutKey(left, [...authPath, name]), value);
    return withoutEmptySections(rest);
  });
}

function hasExchange(text: string): boolean {
  const { sources = [] } = readAppConfigSources('a.yaml', text);
  return sources.some(source => hasKey(parseAppConfigYaml(source).value, exchangePath));
}

describe('any input', () => {
  it('is migrated rightly or stays, for any text', () => {
    let changed = 0;
    fc.assert(
      fc.property(anyText, text => {
        const file = { name: 'a.yaml', path: '/nowhere/a.yaml', text };
        const { texts, findings } = migrateTexts([file], boostConfigRegistry.sets);
        const [after = ''] = texts;
        expect(JSON.stringify(findings)).not.toContain(canary);
        if (after === text) return;
        changed += 1;
        expect(othersOf(after)).toEqual(othersOf(text));
        expect(hasExchange(after)).toBe(false);
      }),
      runs,
    );
    // So that the property is about something; a few runs may meet no such text by chance.
    expect(changed).toBeGreaterThanOrEqual(runs.numRuns < 1_000 ? 0 : runs.numRuns / 50);
  }, 120_000);

  describe('in a file', () => {
    const folder = memoryFolder();

    it('is migrated rightly or stays, for any bytes', async () => {
      const path = join(folder, 'app-config.yaml');
      const anyBytes = fc.oneof(
        fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)),
        fc
          .tuple(fc.array(anyPiece, { maxLength: 10 }), fc.uint8Array({ maxLength: 3 }))
          .map(([parts, bytes]) => Buffer.concat([Buffer.from(parts.join('')), bytes])),
      );
      await fc.assert(
        fc.asyncProperty(anyBytes, async bytes => {
          writeFileSync(path, bytes);
          const { exitCode, changed, findings } = await migrateFiles({
            files: [path],
            mode: 'write',
          });
          const after = readFileSync(path);
          const isRight = changed.length > 0 ? !hasExchange(after.toString()) : after.equals(bytes);
          expect(isRight).toBe(true);
          expect(exitCode > 0).toBe(findings.some(({ severity }) => severity === 'error'));
        }),
        runs,
      );
    }, 120_000);
  });
});
