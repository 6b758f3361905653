import type { Finding } from '../finding.ts';

/** Puts findings in the order of the files and of their places, and drops those told twice. */
export function orderFindings(findings: readonly Finding[], files: readonly string[]): Finding[] {
  const order = new Map(files.map((file, index) => [file, index]));
  const fileOf = ({ location }: Finding) =>
    location === undefined ? -1 : (order.get(location.file) ?? files.length);
  const sorted = findings.toSorted(
    (left, right) =>
      fileOf(left) - fileOf(right) ||
      (left.location?.line ?? 0) - (right.location?.line ?? 0) ||
      (left.location?.column ?? 0) - (right.location?.column ?? 0),
  );
  let place: Finding['location'];
  let told = new Set<string>();
  return sorted.filter(({ location, code, path, message }) => {
    if (!isSamePlace(location, place)) {
      place = location;
      told = new Set();
    }
    const content = `${code}\n${path}\n${message}`;
    if (told.has(content)) return false;
    told.add(content);
    return true;
  });
}

/** Whether two findings begin at the same place. */
export function isSamePlace(left: Finding['location'], right: Finding['location']): boolean {
  return left?.file === right?.file && left?.line === right?.line && left?.column === right?.column;
}
