/** How a piece of text can look. */
export type TextFormat = keyof typeof selections;

/** Gives a text a format, or leaves it as it is. */
export type Paint = (format: TextFormat, text: string) => string;

/**
 * Which graphic rendition begins and ends a format (ECMA-48, section 8.3.117). Node's `styleText`
 * would do, but its module loads half of Node's streams and workers, and costs a start a tenth.
 */
const selections = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Paints, or does not. Whether to is decided where the stream is known. */
export function createPaint(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (format, text) => {
    const [begin, end] = selections[format];
    return `\u001b[${begin}m${text}\u001b[${end}m`;
  };
}
