/** Longer names are not compared: they are no slip of the finger, and comparing is quadratic. */
const longestCompared = 64;

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
  if (name.length > longestCompared) return undefined;
  const wanted = normalizeName(name);
  let nearest: string | undefined;
  let smallest = Math.min(3, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(wanted, normalizeName(candidate));
    if (distance < smallest) {
      smallest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** A name without what people write differently: case, hyphens, underscores. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Edits between two words, where swapping two neighbours counts as one (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let distance = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (swapped) distance = Math.min(distance, at(beforePrevious, column - 2) + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, right.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
