import type { Finding } from '../finding.ts';
import type { ConfigPath } from './config-path.ts';

/** How many sections may lie within each other, those of included files counted. */
const deepestNesting = 256;
/** How many values an app-config may have when its aliases and includes are written out. */
const mostValues = 1_000_000;

/** How often an app-config may take a value from elsewhere, within what it includes too. */
const mostIncludes = 10_000;

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

/** What there was in an app-config so far, its aliases and includes written out. */
export interface CountedParts {
  /** How many values. */
  values: number;
  /** How often a value was taken from elsewhere. */
  includes: number;
}

/**
 * Counts a value. Aliases of aliases, and includes of includes, are small in the file and endless
 * when written out.
 *
 * @throws {@link RefusedConfig} when there are too many, or when it lies too deep
 */
export function countValue(parts: CountedParts, path: ConfigPath | undefined): void {
  parts.values += 1;
  if (parts.values > mostValues) throw new RefusedConfig(describeTooManyValues());
  if (path !== undefined && path.depth > deepestNesting) throw new RefusedConfig(describeTooDeep());
}

/**
 * Counts a value that is taken from elsewhere.
 *
 * @throws {@link RefusedConfig} when there are too many
 */
export function countInclude(parts: CountedParts): void {
  parts.includes += 1;
  if (parts.includes > mostIncludes) throw new RefusedConfig(describeTooManyIncludes());
}

/** Says that sections lie within each other too deeply. */
function describeTooDeep(): Finding {
  return {
    severity: 'error',
    code: 'too_deep',
    message: `has more than ${deepestNesting} levels of nesting`,
    hint: 'Reduce the number of levels.',
  };
}

/** Says that includes repeat includes too often. */
function describeTooManyIncludes(): Finding {
  return {
    severity: 'error',
    code: 'too_many_includes',
    message: `has more than ${mostIncludes} includes, those in included files counted`,
    hint: 'Include fewer files from included files.',
  };
}

/** Says that aliases or includes repeat too much. */
function describeTooManyValues(): Finding {
  return {
    severity: 'error',
    code: 'too_many_values',
    message: `has more than ${mostValues} values after its aliases and includes are expanded`,
    hint: 'Use fewer aliases and includes.',
  };
}
