// Reads the scenarios of the specifications, and their names in the titles of tests.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** A scenario as it stands in a specification. */
export interface Scenario {
  /** `capability/Scenario name`, as a test's title has it in brackets. */
  readonly id: string;
  readonly capability: string;
  readonly requirement: string;
  readonly name: string;
  readonly file: string;
  /** The line of its heading, from 1. */
  readonly line: number;
  /** The lines below its heading. */
  readonly body: string;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

const HEADING = /^#### Scenario:\s*(?<name>.*?)\s*$/;

/** The scenarios of one specification's text. */
export function parseScenarios(file: string, capability: string, text: string): Scenario[] {
  const scenarios: Scenario[] = [];
  let requirement = '';
  let current: Writable<Scenario> | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const name = HEADING.exec(line)?.groups?.name;
    if (name !== undefined) {
      const id = `${capability}/${name}`;
      current = { id, capability, requirement, name, file, line: index + 1, body: '' };
      scenarios.push(current);
    } else if (/^#{1,3} /.test(line)) {
      current = undefined;
      requirement = /^### Requirement:\s*(.*?)\s*$/.exec(line)?.[1] ?? '';
    } else if (current !== undefined) {
      current.body += `${line}\n`;
    }
  }
  return scenarios;
}

/** The scenarios that hold today: those of `openspec/specs`. */
export function currentScenarios(root: string): Scenario[] {
  return scenariosOf(root, 'openspec/specs/*/spec.md');
}

/** The scenarios of changes under way, which hold once the change is archived. */
export function proposedScenarios(root: string): Scenario[] {
  return scenariosOf(root, 'openspec/changes/!(archive)/specs/*/spec.md');
}

/** The scenarios that held at a commit. */
export function scenariosAt(root: string, commit: string): Scenario[] {
  const files = git(root, 'ls-tree', '-r', '--name-only', commit, 'openspec/specs') ?? '';
  return files
    .split('\n')
    .filter(file => file.endsWith('/spec.md'))
    .flatMap(file =>
      parseScenarios(file, capabilityOf(file), git(root, 'show', `${commit}:${file}`) ?? ''),
    );
}

const capabilityOf = (file: string): string => file.split('/').at(-2) ?? '';

function scenariosOf(root: string, pattern: string): Scenario[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .flatMap(file =>
      parseScenarios(file, capabilityOf(file), readFileSync(join(root, file), 'utf8')),
    );
}
