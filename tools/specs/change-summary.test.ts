import { expect, onTestFinished, test, vi } from 'vitest';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { listChanges } from './change-deltas.ts';
import { printChange, summarizeChange, summarizeChangesSince } from './change-summary.ts';

const scenario = (name: string) => `#### Scenario: ${name}\n- **WHEN** so\n- **THEN** so\n`;
const spec = `### Requirement: Opening\nA door SHALL open.\n\n${scenario('Door is pushed')}\n${scenario('Door is pulled')}`;
const delta = `## ADDED Requirements

### Requirement: Opening
A door SHALL open.

${scenario('Door is pushed')}
${scenario('Door is pulled')}
${scenario('Door is kicked')}
## MODIFIED Requirements

### Requirement: Closing
A door SHALL close.

## REMOVED Requirements

### Requirement: Turning
**Reason**: No door turns.
**Migration**: Push.

## RENAMED Requirements
- FROM: \`### Requirement: Locking\`
- TO: \`### Requirement: Bolting\`
`;
const archived = 'openspec/changes/archive/2026-01-02-new-doors';

/** A repository with one archived change, and a report of these tests. */
function repository(tests?: Readonly<Record<string, string>>): string {
  const root = scratchFolder({
    'openspec/specs/doors/spec.md': spec,
    [`${archived}/proposal.md`]: '# Doors\n',
    [`${archived}/specs/doors/spec.md`]: delta,
  });
  const assertionResults = Object.entries(tests ?? {}).map(([title, status]) => ({
    title,
    status,
  }));
  const report = { testResults: [{ name: `${root}/a/door.test.ts`, assertionResults }] };
  if (tests !== undefined) addFiles(root, { 'reports/unit.json': JSON.stringify(report) });
  commitAll(root);
  return root;
}

const summaryOf = (root: string) => listChanges(root).map(change => summarizeChange(root, change));

test('a change under way, whose scenarios are not in force yet', () => {
  const root = repository({ 'one [doors/Door is kicked]': 'passed' });
  addFiles(root, {
    'openspec/changes/kicks/proposal.md': '# Kicks\n',
    'openspec/changes/kicks/specs/doors/spec.md': `## MODIFIED Requirements\n\n${spec}\n${scenario('Door is kicked')}`,
  });

  expect(summaryOf(root).at(-1)).toContain(
    '\n- **new:** Door is kicked: 1 test in `a/door.test.ts`',
  );
});

test('what is added, altered, removed and renamed', () => {
  const root = repository({
    'one [doors/Door is pushed]': 'passed',
    'two [doors/Door is pushed]': 'passed',
    'three [doors/Door is pulled]': 'passed',
  });

  expect(summaryOf(root)).toEqual([
    `# new-doors

## doors

### Added: Opening

A door SHALL open.

- Door is pushed: 2 tests in \`a/door.test.ts\`
  - **WHEN** so
  - **THEN** so
- Door is pulled: 1 test in \`a/door.test.ts\`
  - **WHEN** so
  - **THEN** so
- Door is kicked: not in the specifications of today
  - **WHEN** so
  - **THEN** so

### Altered: Closing

A door SHALL close.

### Removed: Turning

**Reason**: No door turns.
**Migration**: Push.

### Renamed: Bolting, before: Locking
`,
  ]);
});

test('a scenario whose test failed, and one that no test names', () => {
  const [summary] = summaryOf(repository({ 'one [doors/Door is pushed]': 'failed' }));

  expect(summary).toContain('- Door is pushed: **no test that names it passed**\n');
  expect(summary).toContain('- Door is pulled: **no test names it**\n');
});

test('no test was run', () => {
  const [summary] = summaryOf(repository());

  expect(summary).toMatch(
    /^# new-doors\n\n> There is no report of a whole test run: after `npm test -- --tools`/,
  );
  expect(summary).toContain('- Door is pushed\n');
});

test('a change that there is not', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => said.mockRestore());

  expect(printChange(repository(), 'new-door')).toBe(2);
  expect(said.mock.calls).toEqual([
    ['There is no change "new-door". Is "new-doors" meant? There are: new-doors.'],
  ]);
});

test('only what the branch touches', () => {
  const root = repository({});
  git(root, 'branch', 'base');
  expect(summarizeChangesSince(root, 'base')).toBe(
    'No change to the specifications is proposed, archived or made here.\n',
  );

  addFiles(root, { 'openspec/changes/paint/proposal.md': '# Paint\n' });
  commitAll(root);
  expect(summarizeChangesSince(root, 'base')).toBe('# paint\n\nIt touches no requirement.\n');
  expect(summarizeChangesSince(root, 'origin/main')).toContain('origin/main is not in this clone');
});

test('what is written into the specifications without a change', () => {
  const root = repository({ 'one [doors/Door is kicked]': 'passed' });
  git(root, 'branch', 'base');
  const altered = scenario('Door is pulled').replace('THEN** so', 'THEN** otherwise');
  addFiles(root, {
    'openspec/specs/doors/spec.md': `### Requirement: Opening\n\n${altered}\n${scenario('Door is kicked')}`,
  });
  commitAll(root);

  expect(summarizeChangesSince(root, 'base')).toBe(`# Written into the specifications

## Added

- doors: Door is kicked: 1 test in \`a/door.test.ts\`

## Altered

- doors: requirement Opening
- doors: Door is pulled: **no test names it**

## Removed

- doors: Door is pushed: not in the specifications of today
`);
});

const specFile = 'openspec/specs/doors/spec.md';

test('an edit beside a change that has the scenario otherwise', () => {
  const root = repository();
  git(root, 'branch', 'base');
  addFiles(root, {
    [`${archived}/proposal.md`]: '# Doors, and what they are for\n',
    [specFile]: spec.replace('THEN** so', 'THEN** otherwise'),
  });
  commitAll(root);

  const summary = summarizeChangesSince(root, 'base');
  expect(summary).toContain('# new-doors\n');
  expect(summary).toMatch(/# Written into[^]*## Altered\n\n- doors: Door is pushed\n$/);
});

test('specifications that are as a change says', () => {
  const root = scratchFolder({
    [specFile]: `### Requirement: Turning\nA door SHALL turn.\n\n${scenario('Door is turned')}\n### Requirement: Locking\nA door SHALL lock.\n\n${scenario('Door is locked')}`,
  });
  commitAll(root);
  git(root, 'branch', 'base');
  addFiles(root, {
    [specFile]: `${spec}\n${scenario('Door is kicked')}\n### Requirement: Bolting\nA door SHALL lock.\n\n${scenario('Door is locked')}`,
    [`${archived}/proposal.md`]: '# Doors\n',
    [`${archived}/specs/doors/spec.md`]: delta,
  });
  commitAll(root);

  expect(summarizeChangesSince(root, 'base')).not.toContain('# Written into');
});

test('the sentence of a requirement is altered', () => {
  const root = repository();
  git(root, 'branch', 'base');
  addFiles(root, { [specFile]: spec.replace('SHALL open', 'SHALL open slowly') });
  commitAll(root);

  expect(summarizeChangesSince(root, 'base')).toMatch(
    /^# Written into[^]*\n\n## Altered\n\n- doors: requirement Opening\n$/,
  );
});

const modified = `## MODIFIED Requirements\n\n${spec}\n${scenario('Door is kicked')}`;

test('what was new when the change was archived', () => {
  const root = scratchFolder({ [specFile]: spec });
  commitAll(root);
  addFiles(root, {
    [specFile]: `${spec}\n${scenario('Door is kicked')}`,
    [`${archived}/proposal.md`]: '# Doors\n',
    [`${archived}/specs/doors/spec.md`]: modified,
  });
  const expected = '\n- Door is pushed\n- Door is pulled\n- **new:** Door is kicked\n';

  expect(summaryOf(root)[0]).toContain(expected);
  commitAll(root);
  expect(summaryOf(root)[0]).toContain(expected);
});

test('a clone whose history begins with the archived change', () => {
  const root = scratchFolder({
    [specFile]: spec,
    [`${archived}/proposal.md`]: '# Doors\n',
    [`${archived}/specs/doors/spec.md`]: modified,
  });
  commitAll(root);

  expect(summaryOf(root)[0]).toContain('> Git cannot tell what held before this change');
  expect(summaryOf(root)[0]).not.toContain('**new:**');
});

test('something was committed after the test run', () => {
  const root = repository({});
  const report = {
    startTime: Date.now() - 60_000,
    testResults: [{ name: `${root}/a.test.ts`, assertionResults: [] }],
  };
  addFiles(root, { 'reports/unit.json': JSON.stringify(report) });

  expect(summaryOf(root)[0]).toMatch(/^# new-doors\n\n> The last whole test run is older than/);
});
