import { lineAt } from './problem.ts';

/** A link of a Markdown file. */
interface MarkdownLink {
  /** Where it leads, as written. */
  readonly link: string;
  /** The line that it stands on, from 1. */
  readonly line: number;
}

/** Code holds no links; its lines stay, so that line numbers stay right. */
function withoutCode(text: string): string {
  return text
    .replaceAll(/^ *(```+|~~~+)[^\n]*\n[\s\S]*?^ *\1`* *$/gm, code =>
      code.replaceAll(/[^\n]/g, ' '),
    )
    .replaceAll(/`[^`\n]*`/g, code => ' '.repeat(code.length));
}

/** The links of a Markdown text, without those in code. */
export function markdownLinks(markdown: string): MarkdownLink[] {
  const text = withoutCode(markdown);
  return Array.from(
    text.matchAll(/\]\(<?(?<link>[^)\s>]+)>?(?: "[^"]*")?\)/g),
    ({ groups, index }) => ({ link: groups?.['link'] ?? '', line: lineAt(text, index) }),
  );
}

/** Whether a link names its host, or its kind as `mailto:` does. */
export function isAbsoluteLink(link: string): boolean {
  return /^[a-z][a-z+.-]*:/i.test(link);
}
