import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import { EditSession } from './edit-session.ts';
import type { EditTarget } from './edit-target.ts';
import { MigrationStep } from './migration-step.ts';

/** What is known of the app-config besides its text. */
export interface MigrationContext {
  /** The sets whose migrations are made. */
  readonly sets: readonly ConfigFieldSet[];
  /** Whether another app-config that was given sets a key, so that no placeholder is needed. */
  readonly isSetElsewhere: (key: string) => boolean;
}

/** A migrated app-config. */
export interface MigratedSource {
  /** The whole text of its file. */
  readonly outer: string;
  /** What a person must see to; places are those of the text before. */
  readonly findings: readonly Finding[];
  /** The keys that were written with a placeholder. */
  readonly placeholders: readonly string[];
}

/**
 * Brings one app-config of a file to today's version of every set.
 *
 * @param outer - the whole text of the file
 * @param target - the app-config
 * @param index - which of the file's app-configs it is, from 0
 * @throws MigrationRefusal when something in it cannot be edited safely
 */
export function migrateSource(
  outer: string,
  target: EditTarget,
  index: number,
  context: MigrationContext,
): MigratedSource {
  const session = new EditSession(outer, target, index);
  const findings: Finding[] = [];
  const placeholders: string[] = [];
  for (const migration of context.sets.flatMap(set => set.migrations)) {
    const step = new MigrationStep(session, target, migration, context.isSetElsewhere);
    step.run();
    findings.push(...step.findings);
    placeholders.push(...step.placeholders);
  }
  return { outer: session.outer, findings, placeholders };
}
