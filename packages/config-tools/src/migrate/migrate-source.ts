import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import { EditSession } from './edit-session.ts';
import type { EditTarget } from './edit-target.ts';
import type { FindSetElsewhere, WrittenPlaceholder } from './migration-step.ts';
import { OriginalPlaces } from './original-places.ts';
import { MigrationRefusal } from './refusal.ts';
import { moveReplacedKeys } from './replaced-keys.ts';
import { runStep } from './run-step.ts';

/** What is known of the app-config besides its text. */
export interface MigrationContext {
  /** The sets whose migrations are made. */
  readonly sets: readonly ConfigFieldSet[];
  /** The app-config before anything in its file was changed, for the places of what is told. */
  readonly original: EditTarget;
  /** Where another app-config sets a key, so that no placeholder is needed here. */
  readonly findSetElsewhere: FindSetElsewhere;
}

/** A migrated app-config. */
export interface MigratedSource {
  /** The whole text of its file. */
  readonly outer: string;
  /** What a person must see to; places are those of the text before. */
  readonly findings: readonly Finding[];
  /** The keys that were written with a placeholder. */
  readonly placeholders: readonly WrittenPlaceholder[];
  /** The keys that are needed in place of what was removed. */
  readonly needed: readonly string[];
}

/**
 * Brings one app-config of a file to today's version of every set.
 *
 * @param outer - the whole text of the file
 * @param target - the app-config as it stands in that text
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
  const places = new OriginalPlaces(context.original, context.sets);
  const findings: Finding[] = [];
  const placeholders: WrittenPlaceholder[] = [];
  const needed: string[] = [];
  const { findSetElsewhere } = context;
  try {
    moveReplacedKeys({ session, places, findSetElsewhere, findings }, context.sets);
    for (const migration of context.sets.flatMap(set => set.migrations)) {
      needed.push(
        ...runStep({ session, places, migration, findSetElsewhere, findings, placeholders }),
      );
    }
  } catch (error) {
    if (!(error instanceof MigrationRefusal)) throw error;
    throw places.relocate(error, session.target.source.text);
  }
  return { outer: session.outer, findings, placeholders, needed };
}
