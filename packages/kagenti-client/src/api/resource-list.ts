import type { AnswerShape } from '../answers/answer.ts';
import { fields, list, required, type Shape } from '../shapes/shape.ts';

/** A list; Kagenti has no pages. */
export interface ResourceList<Item> {
  /** Its lines. */
  readonly items: readonly Item[];
}

/** An answer that is a list of those items. */
export function listAnswer<Item>(item: Shape<Item>): AnswerShape<ResourceList<Item>> {
  return {
    shape: fields<ResourceList<Item>>({ items: required(list(item)) }),
    listKey: 'items',
  };
}
