import { isRecord } from '../is-record.ts';

/** Whether two JSON values are the same; the order of a mapping's keys does not count. */
export function sameJson(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  }
  if (isRecord(left) && isRecord(right)) {
    const names = Object.keys(left);
    return (
      names.length === Object.keys(right).length &&
      names.every(name => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
    );
  }
  return Object.is(left, right);
}

/** The member of a mapping; nothing for what only its prototype has. */
export function memberOf(mapping: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(mapping, name) ? mapping[name] : undefined;
}
