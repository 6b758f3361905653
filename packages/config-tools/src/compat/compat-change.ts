import { type CompatKind, type CompatRuleName, compatRules } from './compat-rules.ts';

/** One change between two tables of fields. */
export interface CompatChange {
  /** The key of the field, as the old table has it; the owner where the whole set is meant. */
  readonly key: string;
  /** Whether a configuration or a reader that was right before can be wrong now. */
  readonly kind: CompatKind;
  /** The rule that says so; `compatRules` has its reason. */
  readonly rule: CompatRuleName;
  /** What changed, as a phrase to be read after the key. */
  readonly description: string;
}

/** A change before it is known to which field it belongs. */
export interface RuledChange {
  /** The rule that judges it. */
  readonly rule: CompatRuleName;
  /** What changed. */
  readonly description: string;
}

/** Puts a change to a field. */
export function changeOf(key: string, { rule, description }: RuledChange): CompatChange {
  return { key, kind: compatRules[rule].kind, rule, description };
}

/** Whether a rule calls a change breaking. */
export function isBreaking({ rule }: Pick<RuledChange, 'rule'>): boolean {
  return compatRules[rule].kind === 'breaking';
}
