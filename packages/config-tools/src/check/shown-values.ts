import {
  type ConfigFieldMeta,
  type ConfigRegistry,
  nearestName,
  readConfigValue,
} from '@rhdh-boost/config-schema';
import type { ConfigNode, ValueNode } from '../load/config-node.ts';
import type { TextRange } from '../text-range.ts';
import type { CheckedFile } from './report.ts';
import { findPart, walkConfig } from './walk-config.ts';

/**
 * The files with the values that code frames and differences may show.
 *
 * @param layers - each app-config of the files by itself
 */
export function addShownValues(
  files: readonly CheckedFile[],
  layers: readonly ConfigNode[],
  registry: ConfigRegistry,
): CheckedFile[] {
  const shown = findShownValues(layers, registry);
  return files.map(file => {
    const ranges = shown.get(file.name);
    return ranges === undefined ? file : { ...file, shown: ranges };
  });
}

/**
 * The values that may be shown, by file. Only fields are considered whose value can hardly be a
 * secret that went astray: booleans, numbers, choices, and URLs of words. A value that is also written at a
 * sensitive field is never shown.
 */
function findShownValues(
  layers: readonly ConfigNode[],
  registry: ConfigRegistry,
): ReadonlyMap<string, readonly TextRange[]> {
  const fields = Object.entries(registry.fields);
  const secrets = new Set(
    fields
      .filter(([, { sensitive }]) => sensitive === true)
      .flatMap(([key]) => valuesAt(layers, key).map(({ value }) => String(value))),
  );
  const shown = new Map<string, TextRange[]>();
  for (const [key, field] of fields) {
    const values = valuesAt(layers, key);
    const mayShow = values.length === 0 ? undefined : showTest(key, field, registry);
    if (mayShow === undefined) continue;
    for (const node of values) {
      if (!isWritten(node) || secrets.has(String(node.value)) || !mayShow(node.value)) continue;
      const { source, start, end } = node.place;
      const ranges = shown.get(source.file) ?? [];
      shown.set(source.file, ranges);
      ranges.push({ start: source.toOuter(start), end: source.toOuter(end) });
    }
  }
  return shown;
}

function valuesAt(layers: readonly ConfigNode[], key: string): ValueNode[] {
  return layers.flatMap(layer => {
    const part = findPart(layer, key);
    return (part === undefined ? [] : walkConfig(part)).flatMap(({ node }) =>
      node.kind === 'value' ? node : [],
    );
  });
}

/** Whether the text of a place is the value and nothing else, so that what is shown is what was judged. */
function isWritten({
  value,
  literal,
  unfilled,
  place: { source, start, end },
}: ValueNode): boolean {
  if (!literal || unfilled === true || source.frame.editable !== true) return false;
  const written = source.text.slice(start, end);
  return written.replace(/^(["'])(.*)\1$/, '$2') === String(value);
}

/** What may be shown at a field; undefined where nothing may. */
function showTest(
  key: string,
  { sensitive, visibility, examples = [], replacedValues = {} }: ConfigFieldMeta,
  registry: ConfigRegistry,
): ((value: unknown) => boolean) | undefined {
  if (sensitive === true || visibility === 'secret') return undefined;
  const [example] = examples;
  if (typeof example === 'boolean') return value => typeof value === 'boolean';
  if (typeof example === 'number') return isShortNumber;
  if (typeof example !== 'string') return undefined;
  if (/^https?:/.test(example)) return isPlainUrl;
  const choices = choicesOf(key, registry);
  if (choices === undefined) return undefined;
  const known = [...choices, ...Object.keys(replacedValues)];
  return value => typeof value === 'string' && nearestName(value, known) !== undefined;
}

/** A longer one could be a number by which somebody is known, or a code. */
function isShortNumber(value: unknown): boolean {
  return typeof value === 'number' && String(value).length <= 9;
}

/** A URL whose parts are words, without query, fragment and user information: a token has digits between its letters. */
const plainUrl =
  /^[a-z]{2,5}:\/\/[a-z]+\d{0,2}(?:[.-][a-z]+\d{0,2}){0,12}(?::\d{1,6})?(?:\/(?:[a-z]+(?:[-_][a-z]+){0,4}|v\d|\.well-known)){0,12}\/?$/;

function isPlainUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !plainUrl.test(value)) return false;
  return !/[a-z]{25}/.test(value);
}

/** The texts among which a field chooses, as its problem with another text lists them. */
function choicesOf(key: string, registry: ConfigRegistry): string[] | undefined {
  const { problems = [] } = readConfigValue(key, 'no choice has spaces', registry);
  const [, listed] = /^must be one of: (.+)$/.exec(problems[0]?.message ?? '') ?? [];
  return listed?.split(', ');
}
