import { operations } from '@rhdh-boost/kagenti-contract';

/** Characters of a path and well-formed escapes (RFC 3986 section 3.3); no question mark, no hash. */
const wirePattern = /^(?:[!$&-;=@-Z_a-z~]|%[0-9A-Fa-f]{2})*$/;

/** Escapes of slash, backslash and control characters, and escapes of escapes. */
const hiddenPattern = /%(?:2f|5c|[01][0-9a-f]|7f|25[0-9a-f]{2})/i;

const templates = [...new Set(operations.map(operation => operation.path))].map(path =>
  path.split('/').slice(1),
);

/** What is wrong with a path, whatever it leads to; undefined when nothing is. */
export function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not start with a slash';
  if (path.includes('//')) return 'has an empty segment';
  if (!wirePattern.test(path) || !isWellFormed(path)) {
    return 'holds what must be encoded: encode each segment by encodeURIComponent';
  }
  if (hiddenPattern.test(path))
    return 'hides a slash, a control character or an escape in an escape';
  if (decodedAscii(path).split('/').map(withoutTail).some(isStep)) return 'has a segment . or ..';
  return undefined;
}

/**
 * Whether a path is one of the contract's only once case, escapes, empty segments and what follows a
 * semicolon are taken away, as servers and proxies do in various ways: what was checked would not be what
 * is called then.
 */
export function isOtherSpelling(path: string): boolean {
  const plain = path.split('/').slice(1);
  const folded = decodedAscii(path)
    .split(/[/\\]/)
    .map(segment => withoutTail(segment).toLowerCase())
    .filter(segment => segment !== '');
  return templates.some(template => fits(template, folded) && !fits(template, plain));
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  const isLongEnough =
    template.at(-1) === '{file_path}'
      ? segments.length >= template.length
      : segments.length === template.length;
  return (
    isLongEnough &&
    segments.every(segment => segment !== '') &&
    template.every((expected, index) => expected.startsWith('{') || segments[index] === expected)
  );
}

/** A segment as servers see it that take parameters behind a semicolon (RFC 3986 section 3.3), as Tomcat does. */
function withoutTail(segment: string): string {
  return segment.replace(/;.*$/s, '').trim();
}

function isStep(segment: string): boolean {
  return segment === '.' || segment === '..';
}

function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Decodes escapes of ASCII until none is left; each round is shorter, so it ends. */
function decodedAscii(path: string): string {
  let text = path;
  for (;;) {
    const decoded = text.replaceAll(/%([0-7][0-9A-Fa-f])/g, (_escape, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    );
    if (decoded === text) return text;
    text = decoded;
  }
}
