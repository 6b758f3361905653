const lineLength = 100;

/**
 * Writes a documentation comment, in lines of at most 100 characters where words allow.
 *
 * @param text - what the comment says; nothing in it ends the comment or starts a tag
 * @param indent - the white space in front of each line
 * @param tags - lines that follow the text, such as `@visibility frontend`
 */
export function writeDocComment(
  text: string,
  indent: string,
  tags: readonly string[] = [],
): string[] {
  const harmless = text.replaceAll('*/', String.raw`*\/`).replaceAll('@', String.raw`\@`);
  const single = `${indent}/** ${harmless} */`;
  if (tags.length === 0 && single.length <= lineLength) return [single];
  const lines: string[] = [];
  let line = `${indent} *`;
  for (const word of harmless.split(/\s+/)) {
    if (`${line} ${word}`.length > lineLength) {
      lines.push(line);
      line = `${indent} *`;
    }
    line = `${line} ${word}`;
  }
  const tagLines = tags.map(tag => `${indent} * ${tag}`);
  const gap = tags.length === 0 ? [] : [`${indent} *`];
  return [`${indent}/**`, ...lines, line, ...gap, ...tagLines, `${indent} */`];
}
