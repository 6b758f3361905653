import type { Finding, SourceLocation } from '../finding.ts';

/** What a refusal is about. */
export interface RefusalDetails {
  /** The dotted path of the key that could not be migrated. */
  readonly path: string;
  /** Why not, to be read after the path. */
  readonly reason: string;
  /** The way out, as a sentence. */
  readonly hint: string;
  /** The place that stands in the way. */
  readonly location: SourceLocation;
}

/** A migration that cannot be made safely. It ends the migration of its file and never leaves this folder. */
export class MigrationRefusal extends Error {
  /** What the person is told. */
  readonly finding: Finding;

  /** Makes the refusal. */
  constructor({ path, reason, hint, location }: RefusalDetails) {
    super(reason);
    this.finding = {
      severity: 'error',
      code: 'not_migrated',
      path,
      message: `was not migrated: ${reason}`,
      hint,
      location,
    };
  }
}
