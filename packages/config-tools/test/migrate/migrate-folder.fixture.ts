import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MigrateReport } from '../../src/migrate/migrate-files.ts';
import { lines } from './migrate.fixture.ts';

/** A file of version 1, with values that must not be shown. */
export const versionOne = lines(
  'app:',
  '  title: c4n4ry # c4n4ry',
  'boost:',
  '  security:',
  '    mode: full',
  '  systemPrompt: |',
  '    c4n4ry',
  '  encryptionSecret: ${SECRET}',
  '  kagenti:',
  '    auth:',
  '      # c4n4ry',
  '      tokenExchange:',
  '        enabled: true',
  '        audience: "c4n4ry"',
  '  model:',
  '    name: "c4n4ry"',
);
/** The same at version 2. */
export const versionTwo = versionOne.replace(
  /      # c4n4ry\n      tokenExchange:\n(?:        .*\n)*/,
  lines(
    '      tokenEndpoint: ${KAGENTI_TOKEN_ENDPOINT}',
    '      clientId: ${KAGENTI_CLIENT_ID}',
    '      clientSecret: ${KAGENTI_CLIENT_SECRET}',
  ),
);

/** A folder with files to migrate. */
export interface MigrateFolder {
  /** Its path. */
  readonly cwd: string;
  /** Writes a file, and gives its path. */
  readonly write: (name: string, text: string | Uint8Array) => string;
  /** What a file holds. */
  readonly read: (name: string) => string;
}

/** An empty folder, which goes away with the test. */
export function migrateFolder(): MigrateFolder {
  const cwd = mkdtempSync(join(tmpdir(), 'boost-migrate-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  return {
    cwd,
    write(name, text) {
      const path = join(cwd, name);
      writeFileSync(path, text);
      return path;
    },
    read: name => readFileSync(join(cwd, name), 'utf8'),
  };
}

/** The findings of a migration, each as `severity code`. */
export function codesOf({ findings }: MigrateReport): string[] {
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}
