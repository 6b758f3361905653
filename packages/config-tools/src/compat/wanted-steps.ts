import type { CompatChange } from './compat-change.ts';
import { type CompatLevel, compatRules } from './compat-rules.ts';

/** The steps of a version, the smallest first. */
export const versionSteps: readonly CompatLevel[] = ['patch', 'minor', 'major'];

/** The step of a package's version that changes want, before 1.0 and from 1.0 on. */
export interface WantedSteps {
  /** Before 1.0: `minor` when something breaks, else `patch`. */
  readonly beforeOne: 'minor' | 'patch';
  /** From 1.0 on: `major` when something breaks, `minor` for something new, else `patch`. */
  readonly fromOne: CompatLevel;
}

/** The steps that changes want; none when nothing changed. */
export function wantedSteps(changes: readonly CompatChange[]): WantedSteps | undefined {
  if (changes.length === 0) return undefined;
  const levels = new Set<CompatLevel>(changes.map(levelOf));
  const fromOne = versionSteps.findLast(step => levels.has(step)) ?? 'patch';
  return { beforeOne: fromOne === 'major' ? 'minor' : 'patch', fromOne };
}

/** What may break and was accepted is something new. */
function levelOf({ rule, kind }: CompatChange): CompatLevel {
  const { level } = compatRules[rule];
  return level === 'major' && kind === 'compatible' ? 'minor' : level;
}
