// Reads what a change adds to the specifications, alters and removes.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { parseRequirements } from './requirements.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';
import { type SpecificationText, specificationTexts } from './specification-texts.ts';

/** What happens to a requirement. */
export type DeltaKind = 'ADDED' | 'MODIFIED' | 'REMOVED' | 'RENAMED';

/** One requirement of a change. */
export interface Delta {
  readonly capability: string;
  readonly kind: DeltaKind;
  readonly requirement: string;
  /** What it was called before, where it is renamed. */
  readonly formerName?: string;
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
  return specificationTexts(root, `${folder}/specs/*/spec.md`).flatMap(parseDeltas);
}

function parseDeltas(specification: SpecificationText): Delta[] {
  const { capability, text: whole } = specification;
  const scenarios = scenariosOf(specification);
  return whole.split(/^## /m).flatMap(section => {
    const kind = /^(?<kind>ADDED|MODIFIED|REMOVED|RENAMED) Requirements/.exec(section)?.groups
      ?.kind;
    if (kind === 'RENAMED') return renamed(capability, section);
    if (kind !== 'ADDED' && kind !== 'MODIFIED' && kind !== 'REMOVED') return [];
    return parseRequirements(section).map(({ name, text }) => ({
      capability,
      kind,
      requirement: name,
      text,
      scenarios: scenarios.filter(({ requirement }) => requirement === name),
    }));
  });
}

function renamed(capability: string, section: string): Delta[] {
  const names = section.matchAll(
    /FROM: `?(?:### )?Requirement: (?<from>.*?)`?\n.*TO: `?(?:### )?Requirement: (?<to>.*?)`?$/gm,
  );
  return Array.from(names, ({ groups }) => ({
    capability,
    kind: 'RENAMED',
    requirement: groups?.to ?? '',
    formerName: groups?.from ?? '',
    text: '',
    scenarios: [],
  }));
}
