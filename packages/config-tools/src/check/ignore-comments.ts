import { isFindingCode, nearestCode } from '../codes.ts';
import type { Finding, SourceLocation } from '../finding.ts';
import { environmentCodes } from './environment-codes.ts';

/** What is left of findings after some of them were ignored. */
export interface IgnoreResult {
  /** The findings that stay, and what is wrong with the ignoring itself. */
  readonly kept: readonly Finding[];
  /** The findings that were left out. */
  readonly ignored: readonly Finding[];
}

const directive = /^(?<before>.*?)(?<=^|\s)#\s*boost-config-ignore(?<kind>[\w-]*)(?<rest>.*)$/;
const passedOver = /^\s*(?:#.*)?$/;

interface IgnoreComment {
  readonly code: string;
  /** The line whose findings it ignores. */
  readonly target: number;
  readonly location: SourceLocation;
}

/**
 * Leaves out what comments of the form `# boost-config-ignore-next-line CODE[,CODE] reason` name.
 * Such a comment has a line to itself, also in the text of a ConfigMap, and is about the next line
 * that is neither empty nor a comment.
 */
export function ignoreByComments(
  findings: readonly Finding[],
  files: readonly { readonly name: string; readonly text: string }[],
): IgnoreResult {
  const read = files.map(({ name, text }) => readComments(name, text));
  const comments = read.flatMap(({ comments: found }) => found);
  const isIgnored = ({ severity, code, location }: Finding) =>
    severity === 'error' && environmentCodes.has(code)
      ? []
      : comments.filter(comment => comment.code === code && isOnLine(location, comment));
  const used = new Set(findings.flatMap(isIgnored));
  const unused = comments.filter(
    comment => !used.has(comment) && !environmentCodes.has(comment.code),
  );
  return {
    kept: [
      ...findings.filter(finding => isIgnored(finding).length === 0),
      ...read.flatMap(({ problems }) => problems),
      ...unused.map(describeUnused),
    ],
    ignored: findings.filter(finding => isIgnored(finding).length > 0),
  };
}

function isOnLine(
  location: SourceLocation | undefined,
  { location: { file }, target }: IgnoreComment,
): boolean {
  return location?.file === file && location.line === target;
}

function readComments(
  file: string,
  text: string,
): { comments: IgnoreComment[]; problems: Finding[] } {
  const comments: IgnoreComment[] = [];
  const problems: Finding[] = [];
  const lines = text.split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const { before = '', kind, rest = '' } = directive.exec(line)?.groups ?? {};
    if (kind === undefined || before.trim().startsWith('#')) continue;
    const start = before.length + 1;
    const location = {
      file,
      line: index + 1,
      column: start,
      endLine: index + 1,
      endColumn: line.length + 1,
    };
    const [codes = '', ...reason] = rest.trim().split(/\s+/);
    const named = codes.split(',');
    const wrong = before.trim() === '' ? findWrong(kind, named, reason.join(' ')) : behindContent;
    if (wrong !== undefined) {
      problems.push({ severity: 'warning', code: 'invalid_ignore', ...wrong, location });
      continue;
    }
    const offset = lines.slice(index + 1).findIndex(next => !passedOver.test(next));
    comments.push(...named.map(code => ({ code, target: index + 2 + offset, location })));
  }
  return { comments, problems };
}

const behindContent = {
  message: 'is an ignore comment behind something else, so that it ignores nothing',
  hint: 'Write it on a line above the one that it is about.',
};

/** What is wrong with a comment, which then ignores nothing. */
function findWrong(
  kind: string,
  codes: readonly string[],
  reason: string,
): Pick<Finding, 'message' | 'hint'> | undefined {
  const form = 'Write "# boost-config-ignore-next-line CODE reason".';
  if (kind !== '-next-line') {
    return { message: 'is not an ignore comment that boost-config knows', hint: form };
  }
  if (codes.join('') === '') {
    return { message: 'does not name the code to ignore', hint: form };
  }
  const unknown = codes.find(code => !isFindingCode(code));
  if (unknown !== undefined) {
    const nearest = nearestCode(unknown);
    return {
      message: 'names a code that no finding has',
      hint: nearest === undefined ? 'Copy the code from the finding.' : `Did you mean ${nearest}?`,
    };
  }
  if (reason === '') {
    return {
      message: 'has no reason, so that it ignores nothing',
      hint: `Say why behind the code: "# boost-config-ignore-next-line ${codes.join(',')} reason".`,
    };
  }
  return undefined;
}

function describeUnused({ code, location }: IgnoreComment): Finding {
  return {
    severity: 'warning',
    code: 'unused_ignore',
    message: `ignores ${code}, which is not found on the next line`,
    hint: 'Remove the comment, or put it directly above the line that it is about.',
    location,
  };
}
