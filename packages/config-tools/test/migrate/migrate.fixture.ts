import {
  boostConfigRegistry,
  type ConfigFieldSet,
  type ConfigMigration,
} from '@rhdh-boost/config-schema';
import type { Finding } from '../../src/finding.ts';
import { migrateTexts } from '../../src/migrate/migrate-texts.ts';

/** Lines as a text. */
export function lines(...written: readonly string[]): string {
  return written.map(line => `${line}\n`).join('');
}

/** What became of a text. */
export interface Outcome {
  /** The text afterwards. */
  readonly after: string;
  /** Each finding as `severity code path line:column`. */
  readonly findings: readonly string[];
  /** The findings themselves. */
  readonly told: readonly Finding[];
}

/** Migrates one text, which may stand beside others. */
export function migrate(
  text: string,
  sets: readonly ConfigFieldSet[] = boostConfigRegistry.sets,
  others: readonly string[] = [],
): Outcome {
  const files = [text, ...others].map((each, index) => {
    const name = index === 0 ? 'app-config.yaml' : `other-${index}.yaml`;
    return { name, path: `/nowhere/${name}`, text: each };
  });
  const { texts, findings } = migrateTexts(files, sets);
  return {
    after: texts[0] ?? '',
    findings: findings.map(
      ({ severity, code, path = '-', location }) =>
        `${severity} ${code} ${path} ${location?.line ?? 0}:${location?.column ?? 0}`,
    ),
    told: findings,
  };
}

/** A set of another module with one migration. */
export function setWith(migration: Omit<ConfigMigration, 'to'>): ConfigFieldSet {
  return { owner: '@acme/other', version: 2, fields: {}, migrations: [{ to: 2, ...migration }] };
}
