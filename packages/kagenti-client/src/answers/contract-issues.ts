import type { ContractIssue } from '../errors/contract-error.ts';
import { answerSchema } from '../shapes/answer-schema.ts';
import { printableSteps } from '../shapes/printable-steps.ts';
import type { ShapeData } from '../shapes/shape.ts';

/**
 * What differs between an answer and its shape, once for each place and code: the items of a list are one
 * place, told by the first that differs, and so are the keys of a map. There are no more places than the
 * contract has, however long the answer is.
 */
export function contractIssues(value: unknown, shape: ShapeData): readonly ContractIssue[] {
  const result = answerSchema(shape).safeParse(value);
  if (result.success) return [];
  const issues = new Map<string, ContractIssue>();
  for (const { path, code } of result.error.issues) {
    const steps = printableSteps(path, shape);
    const place = steps.map(step => (typeof step === 'number' ? '*' : step)).join('.');
    const known = `${place} ${code}`;
    if (!issues.has(known)) issues.set(known, { path: steps.join('.'), code });
  }
  return [...issues.values()];
}
