/** How many letters must be put in, taken out or changed to make one text of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of Array.from(one).entries()) {
    const next = [index + 1];
    for (const [column, otherLetter] of Array.from(other).entries()) {
      const change = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/**
 * Longer names are not compared: they are no slip of the finger, and comparing takes their length times that
 * of each name. The longest that there are, those of scenarios, have up to 90 letters.
 */
const longestCompared = 128;

/** The name that somebody probably meant; none when all differ in more than a third of their letters. */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  if (wanted.length > longestCompared) return undefined;
  const [nearest] = names
    .map(name => ({ name, letters: distance(wanted, name) }))
    .sort((one, other) => one.letters - other.letters);
  return nearest !== undefined && nearest.letters <= wanted.length / 3 ? nearest.name : undefined;
}
