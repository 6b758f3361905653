// Reads the scenarios of the specifications, and their names in the titles of tests.
import { type SpecificationText, specificationTexts } from './specification-texts.ts';

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
  return specificationTexts(root).flatMap(scenariosOf);
}

/** The scenarios of changes under way, which hold once the change is archived. */
export function proposedScenarios(root: string): Scenario[] {
  return specificationTexts(root, 'openspec/changes/!(archive)/specs/*/spec.md').flatMap(
    scenariosOf,
  );
}

/** The scenarios of a specification. */
export const scenariosOf = ({ file, capability, text }: SpecificationText): Scenario[] =>
  parseScenarios(file, capability, text);
