import type { Finding, SourceLocation } from '../finding.ts';

/** What a refusal is about. */
export interface RefusalDetails {
  /** The dotted path of the key that could not be migrated. */
  readonly path: string;
  /** Why not, to be read after the path. */
  readonly reason: string;
  /** The way out, as a sentence. */
  readonly hint: string;
  /** The range of the app-config's text that stands in the way. */
  readonly range: readonly [start: number, end: number];
  /** The place of that range. */
  readonly location: SourceLocation;
}

/** A migration that cannot be made safely. It ends the migration of its file and never leaves this folder. */
export class MigrationRefusal extends Error {
  /** What the person is told. */
  readonly finding: Finding;
  /** What it is about. */
  readonly details: RefusalDetails;

  /** Makes the refusal. */
  constructor(details: RefusalDetails) {
    const { path, reason, hint, location } = details;
    super(reason);
    this.details = details;
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
