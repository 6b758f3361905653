// docs/install-before-release.md: its commands are run as a reader would run them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'docs/install-before-release.md';

/** The shell commands of a section of the page. */
export interface PageSection {
  /** Its heading: `Install with npm`. */
  readonly heading: string;
  readonly commands: string;
}

/** The sections of a page that have shell commands. */
export function sectionsWithCommands(page: string): PageSection[] {
  return page
    .split(/^## /m)
    .slice(1)
    .flatMap(section => {
      const [heading = ''] = section.split('\n');
      const blocks = Array.from(
        section.matchAll(/^```sh\n(?<commands>[\s\S]*?)^```$/gm),
        ({ groups }) => groups?.['commands'] ?? '',
      );
      return blocks.length === 0 ? [] : [{ heading, commands: blocks.join('') }];
    });
}

/**
 * The commands under a heading.
 *
 * @throws when the page has none there
 */
export function commandsUnder(root: string, heading: string): string {
  const sections = sectionsWithCommands(readFileSync(join(root, PAGE), 'utf8'));
  const found = sections.find(section => section.heading === heading);
  if (found === undefined) throw new Error(`${PAGE} has no commands under "${heading}".`);
  return found.commands;
}
