import type { ConfigMigration } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { EditSession } from './edit-session.ts';
import type { OriginalPlaces } from './original-places.ts';

/** A key that was written with a placeholder. */
export interface WrittenPlaceholder {
  /** The dotted key. */
  readonly key: string;
  /** What was written, such as `${NAME}`. */
  readonly placeholder: string;
}

/** Where another app-config sets a key: its file, and whether that is another than this one. */
export type FindSetElsewhere = (
  key: string,
) => { readonly name: string; readonly isOtherFile: boolean } | undefined;

/** One migration of one set, on one app-config, and what came of it so far. */
export interface MigrationStep {
  /** The app-config as the steps before left it. */
  readonly session: EditSession;
  /** Where keys stood before all steps. */
  readonly places: OriginalPlaces;
  /** What changes. */
  readonly migration: ConfigMigration;
  /** Where another app-config sets a key, so that it needs no placeholder. */
  readonly findSetElsewhere: FindSetElsewhere;
  /** What a person must see to. */
  readonly findings: Finding[];
  /** The keys that were written with a placeholder. */
  readonly placeholders: WrittenPlaceholder[];
}
