import { fits, type JsonType, typeOf } from './schema-keywords.ts';

type Judge<Value> = (value: Value, bound: unknown) => boolean;

const textJudges: Readonly<Record<string, Judge<string>>> = {
  minLength: (text, bound) => Array.from(text).length >= Number(bound),
  maxLength: (text, bound) => Array.from(text).length <= Number(bound),
  pattern: (text, pattern) => new RegExp(String(pattern), 'u').test(text),
};

const numberJudges: Readonly<Record<string, Judge<number>>> = {
  minimum: (number, bound) => number >= Number(bound),
  maximum: (number, bound) => number <= Number(bound),
  exclusiveMinimum: (number, bound) => number > Number(bound),
  exclusiveMaximum: (number, bound) => number < Number(bound),
};

/**
 * Whether a form takes a value, as far as that can be told without a validator.
 *
 * @returns nothing when a keyword is not understood
 */
export function judgeValue(
  type: JsonType,
  keywords: readonly (readonly [string, unknown])[],
  value: unknown,
): boolean | undefined {
  if (!fits(typeOf(value), type)) return false;
  let taken = true;
  for (const [keyword, bound] of keywords) {
    const judged = judgeKeyword(keyword, bound, value);
    if (judged === undefined) return undefined;
    taken &&= judged;
  }
  return taken;
}

function judgeKeyword(keyword: string, bound: unknown, value: unknown): boolean | undefined {
  try {
    if (typeof value === 'string') return textJudges[keyword]?.(value, bound);
    return typeof value === 'number' ? numberJudges[keyword]?.(value, bound) : undefined;
  } catch {
    // A pattern that is none.
    return undefined;
  }
}
