/** Longer names are not compared: they are not typing mistakes, and the comparison takes quadratic time. */
const longestCompared = 128;

/** Shorter texts are parts of many names. */
const shortestPart = 3;

/**
 * The candidate that was probably meant: the same except for case, hyphens and underscores, or within one
 * typing mistake per three letters, three at most. A mistake is a letter that is wrong, missing or surplus,
 * or two neighbours that are swapped.
 *
 * @param name - The name that was written.
 * @param candidates - The names that exist; the first of several that are equally near is suggested.
 * @returns The nearest candidate, or undefined when none is near.
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

/**
 * The option or parameter that was probably meant: the nearest name, or else one that contains the written
 * name or is contained in it: `secret` for `clientSecret`, `tokenEndpointUrl` for `tokenEndpoint`.
 *
 * @param name - The name that was written.
 * @param options - The names that exist.
 * @returns The option, or undefined when none is alike.
 */
export function nearestOption(name: string, options: readonly string[]): string | undefined {
  const near = nearestName(name, options);
  if (near !== undefined || name.length > longestCompared) return near;
  const wanted = normalizeName(name);
  if (wanted.length < shortestPart) return undefined;
  return options.find(option => {
    const known = normalizeName(option);
    return known.includes(wanted) || (known.length >= shortestPart && wanted.includes(known));
  });
}

/**
 * The first name in an object that is not a known one: a misspelt option would be ignored, and its default
 * used. A name whose value is undefined sets nothing.
 *
 * @param given - Options that no type has checked.
 * @param known - The names that exist.
 * @returns The name, and the known one that was probably meant; undefined when all are known.
 */
export function findUnknownName(
  given: object,
  known: readonly string[],
): { readonly name: string; readonly meant: string | undefined } | undefined {
  for (const name in given) {
    if (known.includes(name) || Reflect.get(given, name) === undefined) continue;
    return { name, meant: nearestOption(name, known) };
  }
  return undefined;
}

/** A name without what people write differently: case, hyphens, underscores. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

/** Edits between two words, where swapping two neighbours counts as one (Damerau, optimal string alignment). */
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
