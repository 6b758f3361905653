import { isBreaking, type RuledChange } from './compat-change.ts';
import { fits } from './schema-keywords.ts';
import type { ValueForm } from './value-forms.ts';

/** How the forms that a schema took continue in another. */
export interface FormMatches {
  /** Forms that continue, with their changes. */
  readonly pairs: readonly FormPair[];
  /** Forms that do not. */
  readonly lost: readonly ValueForm[];
  /** Forms that take something new and continue none. */
  readonly gained: readonly ValueForm[];
}

/** A form and the one that it has become. */
export interface FormPair {
  readonly from: ValueForm;
  readonly to: ValueForm;
  readonly changes: readonly RuledChange[];
}

/**
 * Finds for each form the one that it has become: first one that takes all that it took, else
 * the nearest that continues no other form.
 */
export function matchForms(
  before: readonly ValueForm[],
  after: readonly ValueForm[],
  compare: (from: ValueForm, to: ValueForm) => RuledChange[],
): FormMatches {
  const candidates = new Map(
    before.map(from => [
      from,
      after
        .filter(to => fits(from.type, to.type))
        .map(to => ({ from, to, changes: compare(from, to) }))
        .sort((left, right) => weight(left) - weight(right)),
    ]),
  );
  const claimed = new Set<ValueForm>();
  const pairs: FormPair[] = [];
  const claim = (pair: FormPair | undefined) => {
    if (pair === undefined) return;
    claimed.add(pair.to);
    candidates.delete(pair.from);
    pairs.push(pair);
  };
  for (const options of candidates.values()) claim(options.find(isSafe));
  for (const options of candidates.values()) claim(options.find(({ to }) => !claimed.has(to)));
  const gained = after.filter(
    form =>
      !claimed.has(form) &&
      !before.some(old => fits(form.type, old.type) && !compare(form, old).some(isBreaking)),
  );
  return { pairs, lost: [...candidates.keys()], gained };
}

function isSafe({ changes }: FormPair): boolean {
  return !changes.some(isBreaking);
}

/** Breaking changes first, then all. */
function weight({ changes }: FormPair): number {
  return changes.filter(isBreaking).length * 1000 + changes.length;
}
