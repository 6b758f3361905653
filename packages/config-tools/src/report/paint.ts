import { styleText } from 'node:util';

/** Gives a text a format of Node's `styleText`, or leaves it as it is. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Paints, or does not. Whether to is decided where the stream is known. */
export function createPaint(color: boolean): Paint {
  return color
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
}
