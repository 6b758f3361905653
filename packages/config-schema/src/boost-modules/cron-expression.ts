import { z } from 'zod';

/** One field of a cron expression. */
interface CronField {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Names that stand for numbers, from the first on. */
  readonly names?: readonly string[];
}

const fields: readonly CronField[] = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day of the month', first: 1, last: 31 },
  {
    name: 'month',
    first: 1,
    last: 12,
    names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  // Sunday is 0 and 7.
  { name: 'day of the week', first: 0, last: 7, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

/** What a cron expression is asked beyond its JSON Schema. */
export const cronExpressionRules = ['is a cron expression of five fields'];

/** A cron expression of five fields, as POSIX's crontab has them, with steps and names besides. */
export const cronExpression = z.string().superRefine((text, context) => {
  const message = findMistake(text);
  if (message === undefined) return;
  context.addIssue({ code: 'custom', params: { problem: { code: 'invalid_value', message } } });
});

function findMistake(text: string): string | undefined {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    return `must be a cron expression of five fields: ${fields.map(({ name }) => name).join(', ')}`;
  }
  const wrong = fields.find((field, index) => !isList(parts[index] ?? '', field));
  return wrong && `must be a cron expression; its ${wrong.name} is not valid`;
}

function isList(text: string, field: CronField): boolean {
  return text.split(',').every(item => isItem(item, field));
}

/** `*`, a value or a range, each with or without a step. */
function isItem(text: string, field: CronField): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const bounds = range.split('-').map(bound => numberOf(bound, field));
  const [from = Number.NaN, to = from] = bounds;
  return bounds.length <= 2 && field.first <= from && from <= to && to <= field.last;
}

function numberOf(text: string, { first, names = [] }: CronField): number {
  const index = names.indexOf(text.toLowerCase());
  if (index >= 0) return first + index;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
