const longestLine = 76;

/**
 * Breaks text into lines between words; a longer word has its own line.
 *
 * @param text - The text; its line breaks count as spaces.
 * @param width - How many characters a line may have. Default: 76.
 */
export function wrapText(text: string, width: number = longestLine): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
