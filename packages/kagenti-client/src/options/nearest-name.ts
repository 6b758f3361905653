/** Longer than any name here. What is longer may be a user's text, and the comparison takes as long as it is. */
const longestName = 64;

/** The name that was probably meant: the same but for case and underscores, or nearly the same letters. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  if (given.length > longestName) return undefined;
  const wanted = plain(given);
  const [nearest] = names
    .map(name => ({ name, edits: editsBetween(wanted, plain(name)) }))
    .toSorted((one, other) => one.edits - other.edits);
  return nearest !== undefined && nearest.edits < wanted.length / 2 ? nearest.name : undefined;
}

function plain(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}

/** Letters to put in, take out or change to make one of the other (Levenshtein). */
function editsBetween(one: string, other: string): number {
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
