import { nearestName as nearestOf } from '@rhdh-boost/internal/nearest-name';

/**
 * The candidate that was probably meant: the same but for case, hyphens and underscores, or
 * within one slip in three letters, three at most (a letter wrong, missing, too many, or two
 * swapped).
 *
 * @param name - what was written
 * @param candidates - the names that there are
 * @returns the nearest one, or undefined when none is near
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  // Declared here and not re-exported: the declarations of this package must not name the private workspace.
  return nearestOf(name, candidates);
}
