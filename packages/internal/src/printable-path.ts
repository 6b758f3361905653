/** How a path starts: at the root, in this folder or above it, on a drive, or on another machine. */
const startOfPath = /^(?:\/|\.\.?[/\\]|[a-z]:[/\\]|\\\\)/i;

/**
 * Whether a text that was given as the path of a file is the content of one. No path in use has a line break
 * or the first line of a PEM file.
 */
export function isFileContent(text: string): boolean {
  return /[\r\n]|-----BEGIN/.test(text);
}

/**
 * The path as errors and logs may show it; undefined where it may be a secret that was given in its place. A
 * secret may contain a slash too, as Base64 does, so a relative path is shown only with `./` or `../` before it.
 */
export function printablePath(text: string): string | undefined {
  return startOfPath.test(text) && !isFileContent(text) ? text : undefined;
}
