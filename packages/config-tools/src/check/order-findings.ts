import type { Finding } from '../finding.ts';

/** Puts findings in the order of the files and of their places, and drops those told twice. */
export function orderFindings(findings: readonly Finding[], files: readonly string[]): Finding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const keyOf = ({ location }: Finding): readonly number[] =>
    location === undefined
      ? [-1]
      : [order.get(location.file) ?? files.length, location.line, location.column];
  const told = new Map(findings.map(finding => [JSON.stringify(finding), finding]));
  return [...told.values()]
    .map(finding => ({ finding, key: keyOf(finding) }))
    .sort((left, right) => compare(left.key, right.key))
    .map(({ finding }) => finding);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [index, value] of left.entries()) {
    const difference = value - (right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
