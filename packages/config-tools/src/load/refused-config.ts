import type { Finding } from '../finding.ts';

/** How many sections may lie within each other, those of included files counted. */
export const deepestNesting = 256;
/** How many values an app-config may have when its aliases and includes are written out. */
export const mostValues = 1_000_000;

/** How often an app-config may take a value from elsewhere, within what it includes too. */
export const mostIncludes = 10_000;

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

/** Says that includes repeat includes too often. */
export function describeTooManyIncludes(): Finding {
  return {
    severity: 'error',
    code: 'too_many_includes',
    message: `is refused: its includes written out, it has more than ${mostIncludes} of them`,
    hint: 'Include less within what is included.',
  };
}

/** Says that aliases or includes repeat too much. */
export function describeTooManyValues(): Finding {
  return {
    severity: 'error',
    code: 'too_many_values',
    message: `is refused: its aliases and includes written out, it has more than ${mostValues} values`,
    hint: 'Repeat less by aliases and $include.',
  };
}
