import { isRecord } from '../is-record.ts';
import { nameProblem } from '../shapes/name-rule.ts';
import type { ShapeData } from '../shapes/shape.ts';
import type { Refuse } from './wire-value.ts';

/**
 * Refuses the names in a value that was written by hand, and nothing else in it: of another kind, or
 * unknown, it is the server's to judge.
 *
 * @param shape - What it should look like.
 * @param value - The value, by its names on the wire.
 * @param path - Where it is, for the error.
 * @param refuse - Makes the error.
 */
export function checkGivenNames(
  shape: ShapeData,
  value: unknown,
  path: string,
  refuse: Refuse,
): void {
  if (shape.kind === 'text' && shape.name !== undefined && typeof value === 'string') {
    const problem = nameProblem(shape.name.form, value);
    if (problem !== undefined) throw refuse(`the parameter ${path} is ${problem}`);
  }
  if (shape.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      checkGivenNames(shape.item, item, `${path}.${index}`, refuse);
    }
  }
  if (shape.kind === 'fields' && isRecord(value)) {
    for (const [key, { shape: inner, wireName = key }] of Object.entries(shape.fields)) {
      checkGivenNames(inner, value[wireName], `${path}.${key}`, refuse);
    }
  }
}
