// Reads what a change adds to the specifications, alters and removes.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseScenarios, type Scenario } from './scenarios.ts';

/** What happens to a requirement. */
export type DeltaKind = 'ADDED' | 'MODIFIED' | 'REMOVED' | 'RENAMED';

/** One requirement of a change. */
export interface Delta {
  readonly capability: string;
  readonly kind: DeltaKind;
  /** Its name; of a renamed one, the new name and the old one. */
  readonly requirement: string;
  /** What stands below its name: of a removed one, reason and migration. */
  readonly text: string;
  readonly scenarios: readonly Scenario[];
}

/** A change, proposed or archived. */
export interface Change {
  /** Its name, without the date of its archiving. */
  readonly id: string;
  /** Its folder, seen from the repository's. */
  readonly folder: string;
}

/** Every change, archived ones included. */
export function listChanges(root: string): Change[] {
  return globSync('openspec/changes/{*,archive/*}/proposal.md', { cwd: root })
    .sort()
    .map(file => file.slice(0, -'/proposal.md'.length))
    .map(folder => ({ folder, id: basename(folder).replace(/^\d{4}-\d{2}-\d{2}-/, '') }));
}

/** The requirements that a change touches, by capability. */
export function readDeltas(root: string, { folder }: Change): Delta[] {
  return globSync(`${folder}/specs/*/spec.md`, { cwd: root })
    .sort()
    .flatMap(file => parseDeltas(file, readFileSync(join(root, file), 'utf8')));
}

function parseDeltas(file: string, text: string): Delta[] {
  const capability = file.split('/').at(-2) ?? '';
  const scenarios = parseScenarios(file, capability, text);
  return text.split(/^## /m).flatMap(section => {
    const kind = /^(?<kind>ADDED|MODIFIED|REMOVED|RENAMED) Requirements/.exec(section)?.groups
      ?.kind;
    if (kind === 'RENAMED') return renamed(capability, section);
    if (kind !== 'ADDED' && kind !== 'MODIFIED' && kind !== 'REMOVED') return [];
    return section
      .split(/^### Requirement:/m)
      .slice(1)
      .map(block => {
        const [name = '', ...lines] = block.split('\n');
        const requirement = name.trim();
        return {
          capability,
          kind,
          requirement,
          text: (lines.join('\n').split(/^#### /m)[0] ?? '').trim(),
          scenarios: scenarios.filter(scenario => scenario.requirement === requirement),
        };
      });
  });
}

function renamed(capability: string, section: string): Delta[] {
  const names = section.matchAll(
    /FROM: `?(?:### )?Requirement: (?<from>.*?)`?\n.*TO: `?(?:### )?Requirement: (?<to>.*?)`?$/gm,
  );
  return Array.from(names, ({ groups }) => ({
    capability,
    kind: 'RENAMED',
    requirement: `${groups?.to}, before: ${groups?.from}`,
    text: '',
    scenarios: [],
  }));
}
