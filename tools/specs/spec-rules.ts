// The rules for specifications that `openspec validate --strict` does not check.
import type { Problem } from '../common/problem.ts';
import { parseRequirements } from './requirements.ts';
import { type Scenario, scenariosOf } from './scenarios.ts';
import { specificationTexts } from './specification-texts.ts';

/** How long a THEN or an AND may be, in words: more than one outcome hides in a longer one. */
const LONGEST_OUTCOME = 25;
/** How long a GIVEN or a WHEN may be, in words. */
const LONGEST_SITUATION = 40;
/** How many scenarios a requirement has on average: more are edge cases, which are tests. */
const SCENARIOS_PER_REQUIREMENT = 3.5;

const STEP = /^- \*\*(?<kind>GIVEN|WHEN|THEN|AND)\*\* (?<said>.+)$/;

function stepProblems({ file, line, name, body }: Scenario): Problem[] {
  return ['WHEN', 'THEN']
    .filter(step => !body.includes(`- **${step}** `))
    .map(step => ({
      file,
      line,
      message: `Scenario "${name}" has no ${step}. Add a line that starts with "- **${step}** ".`,
    }));
}

/** One observable behaviour: one WHEN, one THEN, further outcomes as AND, each short enough to be one outcome. */
function formProblems({ file, line: heading, name, body }: Scenario): Problem[] {
  const problems: Problem[] = [];
  const add = (line: number, what: string) =>
    problems.push({ file, line, message: `Scenario "${name}" ${what}` });
  const kinds: string[] = [];
  for (const [index, text] of body.split('\n').entries()) {
    if (text.trim() === '') continue;
    const { kind, said = '' } = STEP.exec(text)?.groups ?? {};
    if (kind === undefined) {
      add(
        heading + 1 + index,
        'has a line that is no step. Write each step on one line: "- **THEN** …".',
      );
      continue;
    }
    kinds.push(kind);
    const problemsOf = kind === 'THEN' || kind === 'AND' ? outcomeProblems : situationProblems;
    for (const what of problemsOf(kind, said)) add(heading + 1 + index, what);
  }
  const steps = kinds.join(' ');
  // What lacks WHEN or THEN is reported as such.
  if (/WHEN.*THEN/.test(steps) && !/^(?:GIVEN )?WHEN THEN(?: AND){0,3}$/.test(steps)) {
    add(
      heading,
      `has the steps ${steps}. Write at most one GIVEN, one WHEN, one THEN and up to three AND; split it if it says more.`,
    );
  }
  return problems;
}

/** A condition may list more than an outcome may, but a reader must still hold it in mind. */
function situationProblems(kind: string, said: string): string[] {
  const words = said.split(/\s+/).length;
  return words > LONGEST_SITUATION
    ? [`has ${words} words in its ${kind}. Write at most ${LONGEST_SITUATION}.`]
    : [];
}

function outcomeProblems(kind: string, said: string): string[] {
  const problems: string[] = [];
  const words = said.split(/\s+/).length;
  if (words > LONGEST_OUTCOME) {
    problems.push(
      `has ${words} words in its ${kind}. Write at most ${LONGEST_OUTCOME}; put a further outcome into an AND.`,
    );
  }
  if (/[;()[\]{}]/.test(said)) {
    problems.push(
      `has a semicolon or a bracket in its ${kind}. Put a further outcome into an AND.`,
    );
  }
  return problems;
}

/** Specifications that grow by edge cases are not read to the end. */
function sizeProblems(root: string): Problem[] {
  const requirements = specificationTexts(root).flatMap(specification => {
    const scenarios = scenariosOf(specification);
    return parseRequirements(specification.text).map(({ name }) => ({
      name: `${specification.capability}/${name}`,
      count: scenarios.filter(({ requirement }) => requirement === name).length,
    }));
  });
  const scenarios = requirements.reduce((sum, { count }) => sum + count, 0);
  if (scenarios <= SCENARIOS_PER_REQUIREMENT * requirements.length) return [];
  const largest = requirements.toSorted((one, other) => other.count - one.count).slice(0, 3);
  return [
    {
      file: 'openspec/specs',
      message: `${scenarios} scenarios in ${requirements.length} requirements are more than ${SCENARIOS_PER_REQUIREMENT} a requirement. An edge case is a test, not a scenario. Most have: ${largest.map(({ name, count }) => `${name} (${count})`).join(', ')}.`,
    },
  ];
}

function repeatedNames(scenarios: readonly Scenario[]): Problem[] {
  const firstLines = new Map<string, number>();
  return scenarios.flatMap(({ name, file, line }) => {
    const earlier = firstLines.get(name);
    if (earlier === undefined) {
      firstLines.set(name, line);
      return [];
    }
    return [
      {
        file,
        line,
        message: `Scenario "${name}" is in line ${earlier} already. A test names a scenario, so each needs its own name.`,
      },
    ];
  });
}

/** What a change takes away must say why, and what a user of it does instead. */
function removalProblems(file: string, text: string): Problem[] {
  const lines = text.split('\n');
  let removing = false;
  return lines.flatMap((line, index) => {
    if (line.startsWith('## ')) {
      removing = line.startsWith('## REMOVED Requirements');
    }
    if (!removing || !line.startsWith('### Requirement:')) {
      return [];
    }
    const rest = lines.slice(index + 1);
    const end = rest.findIndex(next => /^#{2,3} /.test(next));
    const body = rest.slice(0, end < 0 ? rest.length : end).join('\n');
    return ['Reason', 'Migration']
      .filter(label => !new RegExp(String.raw`^(- )?\*\*${label}:?\*\*:?\s*\S`, 'm').test(body))
      .map(label => ({
        file,
        line: index + 1,
        message: `The removal of "${line.slice('### Requirement:'.length).trim()}" has no ${label.toLowerCase()}. Add a line "**${label}**: …".`,
      }));
  });
}

/** Every rule broken by the specifications and by the changes to them, archived ones included. */
export function specRuleProblems(root: string): Problem[] {
  const texts = specificationTexts(root, 'openspec/{specs,changes/**/specs}/*/spec.md');
  return [
    ...sizeProblems(root),
    ...texts.flatMap(specification => {
      const { file, text } = specification;
      const scenarios = scenariosOf(specification);
      return [
        scenarios.flatMap(stepProblems),
        // What is archived is history.
        file.startsWith('openspec/changes/archive/') ? [] : scenarios.flatMap(formProblems),
        file.startsWith('openspec/specs/') ? repeatedNames(scenarios) : [],
        removalProblems(file, text),
      ].flat();
    }),
  ];
}
