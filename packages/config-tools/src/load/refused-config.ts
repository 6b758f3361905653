import type { Finding } from '../finding.ts';

/** How many sections may lie within each other, those of included files counted. */
export const deepestNesting = 256;
/** How many values an app-config may have when its aliases and includes are written out. */
export const mostValues = 3_000_000;

/** Thrown to give a whole app-config up: it would take too much to read it. */
export class RefusedConfig extends Error {
  override readonly name = 'RefusedConfig';
  /** What to say of it. */
  readonly finding: Finding;

  /** Makes the error. */
  constructor(finding: Finding) {
    super(finding.message);
    this.finding = finding;
  }
}

/** Says that sections lie within each other too deeply. */
export function describeTooDeep(): Finding {
  return {
    severity: 'error',
    code: 'too_deep',
    message: `is refused: it is nested more than ${deepestNesting} levels deep`,
    hint: 'Write it with fewer levels.',
  };
}

/** Says that aliases or includes repeat too much. */
export function describeTooManyValues(): Finding {
  return {
    severity: 'error',
    code: 'too_many_values',
    message: `is refused: with its aliases and includes written out it has more than ${mostValues} values`,
    hint: 'Repeat less by aliases and $include.',
  };
}
