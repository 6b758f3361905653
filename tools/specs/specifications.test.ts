import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
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

/** What the check says of a repository with the given specification and other files. */
function problemsOf(spec: string, files: Record<string, string> = {}): string[] {
  const root = scratchFolder({
    'openspec/config.yaml': 'schema: spec-driven\n',
    'openspec/specs/doors/spec.md': spec,
    ...files,
  });
  return specificationProblems(root).map(formatProblem);
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
    'openspec/specs/doors/spec.md:15: Scenario "Door is pushed" stands in line 11 already. A test names a scenario, so each needs a name of its own.',
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
  const archived = { 'openspec/changes/archive/2026-01-01-old/tasks.md': '- [ ] 1.1 Do it\n' };

  expect(problemsOf(goodSpec, archived).join('\n')).toContain('1 incomplete task');
});

test('no specification at all', () => {
  expect(validationProblems({ items: [] }).map(formatProblem)).toEqual([
    'openspec validated nothing. Are there specifications in openspec/specs?',
  ]);
});
