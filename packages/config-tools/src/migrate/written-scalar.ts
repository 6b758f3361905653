import { parse } from 'yaml';
import type { ItemTokens } from './token-range.ts';

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double';

/** The style of a token; undefined for blocks of text and whatever else is no scalar in a line. */
export function styleOf(type: string | undefined): ScalarStyle | undefined {
  switch (type) {
    case 'scalar':
      return 'plain';
    case 'single-quoted-scalar':
      return 'single';
    case 'double-quoted-scalar':
      return 'double';
    default:
      return undefined;
  }
}

/**
 * Writes a value in a style, or in double quotes where the style cannot hold it.
 *
 * @param value - text, a number or a boolean
 * @param style - how it is to be written; numbers and booleans are always plain
 * @param inFlow - whether it stands in braces, where fewer texts may be plain
 */
export function writeScalar(
  value: string | number | boolean,
  style: ScalarStyle,
  inFlow: boolean,
): string {
  if (typeof value !== 'string') return String(value);
  if (style === 'single' && /^[\x20-\x7e\u00a0-\ud7ff]*$/.test(value)) {
    return `'${value.replaceAll("'", "''")}'`;
  }
  return style === 'plain' && isPlain(value, inFlow) ? value : JSON.stringify(value);
}

function isPlain(value: string, inFlow: boolean): boolean {
  if (value === '' || /[\n\r]/.test(value)) return false;
  try {
    const text = inFlow ? `{k: ${value}, l: 1}` : `k: ${value}\nl: 1\n`;
    const read: unknown = parse(text, { logLevel: 'error' });
    return (
      typeof read === 'object' &&
      read !== null &&
      Object.keys(read).length === 2 &&
      'k' in read &&
      read.k === value
    );
  } catch {
    return false;
  }
}

/** A key that is to be written. */
export interface NewKey {
  /** Its last name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** The style of a key's name; plain for names of more than one line. */
export function styleOfKey({ key }: ItemTokens): ScalarStyle {
  return styleOf(key?.type) ?? 'plain';
}

/** Writes a key with its value; its name in the given style. */
export function writeKey({ name, value }: NewKey, style: ScalarStyle, inFlow: boolean): string {
  return `${writeScalar(name, style, inFlow)}: ${writeScalar(value, 'plain', inFlow)}`;
}
