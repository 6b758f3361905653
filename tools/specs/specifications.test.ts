import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { historyProblems } from './spec-history.ts';
import { specRuleProblems } from './spec-rules.ts';
import { specificationProblems, validationProblems } from './specifications.ts';

const goodSpec = `# doors Specification

## Purpose
Doors open and close, and stay as they are in between, whoever passes through them.

## Requirements

### Requirement: Opening
A door SHALL open.

#### Scenario: Door is pushed
- **WHEN** somebody pushes the door
- **THEN** it opens
`;

const change = (delta: string) => ({
  'openspec/changes/rework/proposal.md':
    '# Rework\n\n## Why\nDoors are to open in another way, which this text explains at length.\n\n## What Changes\n- doors\n',
  'openspec/changes/rework/tasks.md': '- [ ] 1.1 Do it\n',
  'openspec/changes/rework/specs/doors/spec.md': delta,
});

const archived = (folder: string, delta: string) => ({
  [`openspec/changes/archive/${folder}/proposal.md`]:
    '# Doors\n\n## Why\nDoors are to open, and a text of some length says so.\n\n## What Changes\n- doors\n',
  [`openspec/changes/archive/${folder}/tasks.md`]: '- [x] 1.1 Done\n',
  [`openspec/changes/archive/${folder}/specs/doors/spec.md`]: delta,
});

/** The requirements of a specification, as the change that added them has them. */
const asAdded = (spec: string) =>
  `## ADDED Requirements\n\n${spec.slice(spec.indexOf('### Requirement'))}`;

/** What the check says of a repository with the given specification, which a change added, and other files. */
function problemsOf(
  spec: string,
  files: Record<string, string> = {},
  added: string = asAdded(spec),
): string[] {
  return specificationProblems(repository(spec, files, added)).map(formatProblem);
}

/** The same without OpenSpec's own validation, which takes a second. */
function ruleProblemsOf(
  spec: string,
  files: Record<string, string> = {},
  added: string = asAdded(spec),
): string[] {
  const root = repository(spec, files, added);
  return [...specRuleProblems(root), ...historyProblems(root)].map(formatProblem);
}

function repository(spec: string, files: Record<string, string>, added: string): string {
  return scratchFolder({
    'openspec/config.yaml': 'schema: spec-driven\n',
    'openspec/specs/doors/spec.md': spec,
    ...archived('2026-01-01-doors', added),
    ...files,
  });
}

test('a scenario without THEN', () => {
  expect(problemsOf(goodSpec)).toEqual([]);
  expect(problemsOf(goodSpec.replace('- **THEN** it opens\n', ''))).toContain(
    'openspec/specs/doors/spec.md:11: Scenario "Door is pushed" has no THEN. Add a line that starts with "- **THEN** ".',
  );
});

test('two scenarios with one name', () => {
  const again = '\n#### Scenario: Door is pushed\n- **WHEN** again\n- **THEN** it opens\n';

  expect(problemsOf(goodSpec + again)).toContain(
    'openspec/specs/doors/spec.md:15: Scenario "Door is pushed" is in line 11 already. A test names a scenario, so each needs its own name.',
  );
});

test('a removal that gives only a reason', () => {
  const removal =
    '## REMOVED Requirements\n\n### Requirement: Opening\n**Reason**: Doors are gone.\n';
  const whole = `${removal}**Migration**: Walk through.\n`;
  const closing = `${goodSpec}\n${goodSpec.slice(goodSpec.indexOf('### ')).replaceAll('Opening', 'Closing').replace('is pushed', 'is pulled')}`;

  expect(problemsOf(closing, change(whole))).toEqual([]);
  expect(problemsOf(closing, change(removal))).toEqual([
    'openspec/changes/rework/specs/doors/spec.md:3: The removal of "Opening" has no migration. Add a line "**Migration**: …".',
  ]);
});

test('a change to a requirement that does not exist', () => {
  const modified = goodSpec.slice(goodSpec.indexOf('### ')).replace('Opening', 'Locking');

  expect(
    problemsOf(goodSpec, change(`## MODIFIED Requirements\n\n${modified}`)).join('\n'),
  ).toMatch(/^change rework, doors\/spec\.md: Archive would refuse this delta: .*Locking/);
});

test('an archived change whose tasks are open', () => {
  const open = { 'openspec/changes/archive/2026-01-01-old/tasks.md': '- [ ] 1.1 Do it\n' };

  expect(problemsOf(goodSpec, open).join('\n')).toContain('1 incomplete task');
});

test('an archived change without tasks', () => {
  const { 'openspec/changes/archive/2026-01-02-other/tasks.md': _, ...rest } = archived(
    '2026-01-02-other',
    asAdded(goodSpec),
  );

  expect(problemsOf(goodSpec, rest)).toEqual([
    'openspec/changes/archive/2026-01-02-other: An archived change has a tasks.md with its proof.',
  ]);
});

test('no specification at all', () => {
  expect(validationProblems({ items: [] }).map(formatProblem)).toEqual([
    'openspec validated nothing. Are there specifications in openspec/specs?',
  ]);
});

const outcome = (line: number, what: string) =>
  `openspec/specs/doors/spec.md:${line}: Scenario "Door is pushed" ${what}`;
const steps = (...lines: string[]) => goodSpec.replace('- **THEN** it opens', lines.join('\n'));

test.each([
  {
    title: 'a THEN of 26 words',
    spec: steps(`- **THEN** ${'word '.repeat(26).trim()}`),
    said: outcome(
      13,
      'has 26 words in its THEN. Write at most 25; put a further outcome into an AND.',
    ),
  },
  {
    title: 'a WHEN of 41 words',
    spec: goodSpec.replace('somebody pushes the door', 'word '.repeat(41).trim()),
    said: `openspec/specs/doors/spec.md:12: Scenario "Door is pushed" has 41 words in its WHEN. Write at most 40.`,
  },
  ...[
    'it opens; a bell rings',
    'it opens (wide)',
    'it gives `{ open: true }`',
    'it has `doors[0]`',
  ].map(text => ({
    title: `a THEN "${text}"`,
    spec: steps(`- **THEN** ${text}`),
    said: outcome(
      13,
      'has a semicolon or a bracket in its THEN. Put a further outcome into an AND.',
    ),
  })),
  {
    title: 'an AND with a semicolon',
    spec: steps('- **THEN** it opens', '- **AND** a bell rings; a light goes on'),
    said: outcome(
      14,
      'has a semicolon or a bracket in its AND. Put a further outcome into an AND.',
    ),
  },
  {
    title: 'four ANDs',
    spec: steps('- **THEN** it opens', ...[1, 2, 3, 4].map(one => `- **AND** bell ${one} rings`)),
    said: outcome(
      11,
      'has the steps WHEN THEN AND AND AND AND. Write at most one GIVEN, one WHEN, one THEN and up to three AND; split it if it says more.',
    ),
  },
  {
    title: 'two WHENs',
    spec: steps('- **WHEN** again', '- **THEN** it opens'),
    said: outcome(
      11,
      'has the steps WHEN WHEN THEN. Write at most one GIVEN, one WHEN, one THEN and up to three AND; split it if it says more.',
    ),
  },
  {
    title: 'a sentence among the steps',
    spec: steps('- **THEN** it opens', 'So it goes.'),
    said: outcome(14, 'has a line that is no step. Write each step on one line: "- **THEN** …".'),
  },
])('a scenario with $title', ({ spec, said }) => {
  expect(ruleProblemsOf(spec)).toEqual([said]);
});

const many = (prefix: string, count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `#### Scenario: ${prefix} ${index}\n- **WHEN** somebody pushes\n- **THEN** it opens\n`,
  ).join('\n');

/** A specification with so many scenarios in each of its two requirements. */
const sized = (first: number, second: number) => {
  const head = goodSpec.slice(0, goodSpec.indexOf('#### '));
  return `${head}${many('Push', first)}\n### Requirement: Closing\nA door SHALL close.\n\n${many('Pull', second)}`;
};

test('more scenarios than are read to the end', () => {
  expect(ruleProblemsOf(sized(5, 2))).toEqual([]);
  expect(ruleProblemsOf(sized(5, 3))).toEqual([
    'openspec/specs: 8 scenarios in 2 requirements are more than 3.5 a requirement. An edge case is a test, not a scenario. Most have: doors/Opening (5), doors/Closing (3).',
  ]);
});

const remedy =
  'A change of behaviour goes through openspec/changes (see CONTRIBUTING.md); in openspec/specs only wording is edited, not code, numbers, negations or verdicts.';
const second = '\n#### Scenario: Door is pulled\n- **WHEN** pulled\n- **THEN** it stays shut\n';

test.each([
  {
    title: 'a scenario that no change added',
    spec: goodSpec + second,
    said: `:8: Requirement "Opening" is not as the change doors left it: it has "Door is pulled" (WHEN, THEN). ${remedy}`,
  },
  {
    title: 'an outcome that no change added',
    spec: `${goodSpec}- **AND** a bell rings\n`,
    said: `:8: Requirement "Opening" is not as the change doors left it: it has "Door is pushed" (WHEN, THEN, AND), lacks "Door is pushed" (WHEN, THEN). ${remedy}`,
  },
  {
    title: 'a negation that no change added',
    spec: goodSpec.replace('it opens', 'it does not open'),
    said: `:8: Requirement "Opening" is not as the change doors left it: it has "Door is pushed" (WHEN, THEN not), lacks "Door is pushed" (WHEN, THEN). ${remedy}`,
  },
  {
    title: 'a number and code that no change added',
    spec: goodSpec.replace('somebody pushes', '`push` takes 3 s'),
    said: `:8: Requirement "Opening" is not as the change doors left it: it has "Door is pushed" (WHEN 3 \`push\`, THEN), lacks "Door is pushed" (WHEN, THEN). ${remedy}`,
  },
  {
    title: 'a requirement that says otherwise',
    spec: goodSpec.replace('SHALL open', 'SHALL NOT open'),
    said: `:8: Requirement "Opening" is not as the change doors left it: it has its text (shall not), lacks its text (shall). ${remedy}`,
  },
  {
    title: 'a requirement that no change added',
    spec: `${goodSpec}\n### Requirement: Closing\nA door SHALL close.\n${second}`,
    said: `:15: No change added requirement "Closing". ${remedy}`,
  },
])('$title', ({ spec, said }) => {
  expect(ruleProblemsOf(spec, {}, asAdded(goodSpec))).toEqual([
    `openspec/specs/doors/spec.md${said}`,
  ]);
});

test('a requirement that went without a change', () => {
  const both = `${goodSpec}\n### Requirement: Closing\nA door SHALL close.\n${second}`;

  expect(ruleProblemsOf(goodSpec, {}, asAdded(both))).toEqual([
    `openspec/specs/doors/spec.md: Requirement "Closing" of the change doors is missing. ${remedy}`,
  ]);
});

test('wording is edited in the specification itself', () => {
  const reworded = goodSpec
    .replace('it opens', 'it swings open')
    .replace('SHALL open', 'SHALL swing');

  expect(ruleProblemsOf(reworded, {}, asAdded(goodSpec))).toEqual([]);
});

test('later changes alter, rename and remove what earlier ones added', () => {
  const both = `${goodSpec}\n### Requirement: Closing\nA door SHALL close.\n${second}`;
  const altered = goodSpec.slice(goodSpec.indexOf('### '));
  const later = {
    ...archived(
      '2026-01-02-alter',
      `## MODIFIED Requirements\n\n${altered}- **AND** a bell rings\n`,
    ),
    ...archived(
      '2026-01-03-rename',
      '## RENAMED Requirements\n- FROM: `### Requirement: Opening`\n- TO: `### Requirement: Way in`\n\n## REMOVED Requirements\n\n### Requirement: Closing\n**Reason**: Doors stay open.\n**Migration**: None.\n',
    ),
  };
  const today = `${goodSpec.replace('Requirement: Opening', 'Requirement: Way in')}- **AND** a bell rings\n`;

  expect(ruleProblemsOf(today, later, asAdded(both))).toEqual([]);
});

const modified = (text: string) => `## MODIFIED Requirements\n\n${text}`;
const requirement = goodSpec.slice(goodSpec.indexOf('### '));
/** By name it comes before the other, whichever was archived first. */
const adding = archived('2026-01-02-b', modified(requirement + second));
const other = archived('2026-01-02-c', modified(requirement));

test('two changes that one commit archived alter a requirement: their order is not known', () => {
  const both = { ...adding, ...other };

  expect(ruleProblemsOf(goodSpec + second, both, asAdded(goodSpec))).toEqual([]);
  expect(ruleProblemsOf(goodSpec, both, asAdded(goodSpec))).toEqual([]);
});

test.each([
  { last: 'in another commit', commits: true },
  { last: 'not committed yet', commits: false },
])('two changes of one day alter a requirement, the last $last: it counts', ({ commits }) => {
  const root = repository(goodSpec + second, other, asAdded(goodSpec));
  commitAll(root);
  addFiles(root, adding);
  if (commits) commitAll(root);

  expect(historyProblems(root)).toEqual([]);
  addFiles(root, { 'openspec/specs/doors/spec.md': goodSpec });
  expect(historyProblems(root).map(formatProblem)).toEqual([
    `openspec/specs/doors/spec.md:8: Requirement "Opening" is not as the change b left it: it lacks "Door is pulled" (WHEN, THEN). ${remedy}`,
  ]);
});
