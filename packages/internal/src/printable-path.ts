/** How a path starts: at the root, in this folder or above it, on a drive, or on another machine. */
const startOfPath = /^(?:\/|\.\.?[/\\]|[a-z]:[/\\]|\\\\)/i;

/**
 * Source of a regular expression for texts that are no path but the content of a file: several lines, DER, PEM, a
 * JSON Web Key or a JSON Web Token. No path in use has a line break, a null character or the first line of a PEM
 * file, or starts with a brace or as a token does.
 */
export const fileContentPattern: string = String.raw`[\r\n\0]|-----BEGIN|^\s*(?:\{|eyJ[\w-]*\.)`;

const fileContent = new RegExp(fileContentPattern);

/** Whether a text that was given as the path of a file is the content of one. */
export function isFileContent(text: string): boolean {
  return fileContent.test(text);
}

/**
 * The path as errors and logs may show it; undefined where it may be a secret that was given in its place. A
 * secret may contain a slash too, as Base64 does, so a relative path is shown only with `./` or `../` before it.
 */
export function printablePath(text: string): string | undefined {
  return startOfPath.test(text) && !isFileContent(text) ? text : undefined;
}
