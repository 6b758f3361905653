/** A requirement as it stands in a specification. */
export interface Requirement {
  readonly name: string;
  /** What stands between its name and its scenarios. */
  readonly text: string;
}

/** The requirements of one specification's text. */
export function parseRequirements(text: string): Requirement[] {
  return text
    .split(/^### Requirement:/m)
    .slice(1)
    .map(block => {
      const [name = '', ...lines] = block.split('\n');
      const [own = ''] = lines.join('\n').split(/^#{1,4} /m);
      return { name: name.trim(), text: own.trim() };
    });
}
