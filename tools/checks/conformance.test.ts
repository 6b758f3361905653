import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { conformanceProblems } from './conformance.ts';

const fields = { 'boost.door.width': {} };
const good = {
  'packages/config-schema/schema/fields.json': JSON.stringify({ fields }, null, 2),
  'openspec/specs/boost-configuration/spec.md':
    '### Requirement: Fields\n\n#### Scenario: Read\n- **THEN** these fields:\n  - `boost.door.width`\n',
  'packages/kagenti-contract/openapi.json': JSON.stringify(
    { paths: { '/doors': { get: {} } } },
    null,
    2,
  ),
  'docs/kagenti-operations.md': `## doors

| method | parameters | permission | role | flag | twice | request |
|---|---|---|---|---|---|---|
| \`list\` |  | \`boost.door.list\` | viewer |  | yes | \`GET /doors\` |
`,
  'specifications/prd/security-safety-governance.md':
    '## 7. Threats\n| 1. Wind | it is shut | [Shut](../../openspec/specs/doors/spec.md#scenario-shut) |\n\n## 8. Permissions\n| permission | what | operations |\n|---|---|---|\n| `boost.door.list` | see doors | `doors.list` |\n',
  'specifications/prd/use-case-index.md':
    '| no. | wants to | proven by |\n|---|---|---|\n| 1 | go out | [Opened](../../openspec/specs/doors/spec.md#scenario-opened) |\n',
  'openspec/changes/archive/2026-01-01-doors/design.md':
    '# Design\n\n### 1. Wood\n*Alternative:* iron (heavy).\n\n### 2. Hinges\nTwo. *Alternatives:* three; none.\n\n## Risks\n',
  'packages/doors/report.api.md': "export type DoorErrorCode = 'stuck' | 'locked';\n",
  'packages/doors/README.md':
    '| code | what to do |\n|---|---|\n| `stuck` | push |\n\nOf [locks](../../docs/locks.md).\n',
  'docs/locks.md': '| `locked`, `bolted` | knock |\n',
  'specifications/CURRENT.md':
    '## Capabilities\n| [fields](../openspec/specs/boost-configuration/spec.md) | what there is |\n',
  'openspec/changes/archive/2026-01-01-doors/proposal.md':
    '# Doors\n\n## Capabilities\n\n### New Capabilities\n- `boost-configuration`: what there is\n\n## Impact\n- `none`\n',
};

/** What the check says of a repository that agrees with itself but for these files. */
function problemsOf(files: Readonly<Record<string, string>> = {}): string[] {
  const root = scratchFolder({ ...good, ...files });
  commitAll(root);
  return conformanceProblems(root).map(formatProblem);
}

test('a field that no requirement names', () => {
  const more = JSON.stringify({ fields: { ...fields, 'boost.door.height': {} } }, null, 2);

  expect(problemsOf()).toEqual([]);
  expect(problemsOf({ 'packages/config-schema/schema/fields.json': more })).toEqual([
    'packages/config-schema/schema/fields.json:4: No requirement names the field boost.door.height. Name it in a requirement or scenario of openspec/specs/boost-configuration/spec.md.',
  ]);
});

test('a field that is mentioned where nothing is promised', () => {
  const file = 'openspec/specs/boost-configuration/spec.md';

  expect(
    problemsOf({
      [file]: '## Purpose\nOf `boost.door.width`.\n',
      'openspec/specs/doors/spec.md': '### Requirement: Doors\nOf `boost.door.width`.\n',
      'specifications/CURRENT.md': `${good['specifications/CURRENT.md']}[doors](../openspec/specs/doors/spec.md)\n`,
    }),
  ).toEqual([expect.stringContaining('No requirement names the field boost.door.width.')]);
  expect(problemsOf({ [file]: '### Requirement: Doors\nOf `boost.door.width`.\n' })).toEqual([]);
});

test('a listed field that there is not', () => {
  const file = 'openspec/specs/boost-configuration/spec.md';

  for (const listed of ['  - `boost.door.hight`', '| `boost.door.hight` | text |']) {
    expect(problemsOf({ [file]: `${good[file]}${listed}\n` })).toEqual([
      `${file}:6: The registry has no field boost.door.hight. Add it in packages/config-schema/src/fields and run \`npm run generate\`, or remove it here.`,
    ]);
  }
});

test('a capability that the index leaves out', () => {
  expect(problemsOf({ 'openspec/specs/locks/spec.md': '# locks\n' })).toEqual([
    'specifications/CURRENT.md:1: No row links to openspec/specs/locks/spec.md. Say in one what the capability covers.',
  ]);
});

test('a capability that a change named and nobody wrote', () => {
  const file = 'openspec/changes/archive/2026-01-01-doors/proposal.md';

  expect(problemsOf({ [file]: good[file].replace('what', 'which\n- `locks`: what') })).toEqual([
    `${file}:7: There is no openspec/specs/locks/spec.md. Write it, or name the capability as it is called today.`,
  ]);
});

test('a request without a row', () => {
  const paths = { '/doors': { get: {}, parameters: [] }, '/windows': { post: {} } };
  const contract = JSON.stringify({ paths }, null, 2);

  expect(problemsOf({ 'packages/kagenti-contract/openapi.json': contract })).toEqual([
    'packages/kagenti-contract/openapi.json:7: POST /windows has no row with a permission in docs/kagenti-operations.md. Give it an operation in packages/kagenti-contract/src/operations, then run `npm run generate`.',
  ]);
});

const prd = 'specifications/prd/security-safety-governance.md';

test.each([
  {
    what: 'a permission that no operation asks for',
    rows: '| `boost.door.paint` | paint doors | |\n',
    said: [`${prd}:8: No operation asks for the permission boost.door.paint. Take it out.`],
  },
  {
    what: 'an operation that there is not',
    rows: '| `boost.door.list` | more | `doors.slam` |\n',
    said: [`${prd}:8: There is no operation doors.slam. Take it out.`],
  },
  {
    what: 'public operations that are not public',
    rows: '| none | everyone | |\n',
    said: [`${prd}:8: No operation asks for the permission none. Take it out.`],
  },
])('$what', ({ rows, said }) => {
  expect(problemsOf({ [prd]: good[prd] + rows })).toEqual(said);
});

test('an operation in no row', () => {
  expect(problemsOf({ [prd]: good[prd].replace('`doors.list`', '') })).toEqual([
    `${prd}:7: The operation doors.list takes the permission boost.door.list and is missing from its row. Run \`npm run generate\`.`,
  ]);
});

const readme = 'packages/doors/README.md';
const locked =
  'packages/doors/report.api.md:1: No table has a row for locked of DoorErrorCode. Say in one in packages/doors/README.md, or in a page of docs that it links to, what it means and what to do.';

test.each([
  { what: 'a code of which nothing is said', files: { 'docs/locks.md': '' } },
  { what: 'a code that text mentions', files: { 'docs/locks.md': 'A door may be `locked`.\n' } },
  {
    what: "a code in another word's row",
    files: { 'docs/locks.md': '| `knock()` | of a door that is `locked` |\n' },
  },
  { what: 'a page that the README does not link to', files: { [readme]: '| `stuck` | push |\n' } },
])('$what', ({ files }) => {
  expect(problemsOf(files)).toEqual([locked]);
});

test('reasons, clocks and names of rules', () => {
  const report = 'packages/doors/report.api.md';
  const types =
    "export type DoorReason = 'wind';\nexport type DoorClock =\n  | 'slow';\n" +
    "export type DoorRuleName = 'shut';\n";

  expect(problemsOf({ [report]: good[report] + types })).toEqual([
    expect.stringMatching(/report\.api\.md:2: No table has a row for wind of DoorReason\./),
    expect.stringMatching(/report\.api\.md:3: No table has a row for slow of DoorClock\./),
    expect.stringMatching(/report\.api\.md:5: No table has a row for shut of DoorRuleName\./),
  ]);
});

test('codes that a member lists itself', () => {
  const report = 'packages/doors/report.api.md';
  const members = `
// @public
export interface DoorProblem {
    readonly code: DoorErrorCode | 'missing';
    readonly name: 'front' | 'back';
    readonly reason?: string;
}

// @public
export class Latch<T> extends Part<T> {
    constructor(reason: 'given');
    get reason(): 'rusty' | 'stuck' | undefined;
}
`;

  expect(problemsOf({ [report]: good[report] + members })).toEqual([
    expect.stringMatching(
      /report\.api\.md:5: No table has a row for missing of DoorProblem\.code\./,
    ),
    expect.stringMatching(/report\.api\.md:13: No table has a row for rusty of Latch\.reason\./),
  ]);
});

test('an export without a docstring', () => {
  const report = 'packages/doors/report.api.md';
  const more =
    '\n// @public (undocumented)\nexport class Door {\n    // (undocumented)\n    open(): void;\n}\n';

  expect(problemsOf({ [report]: good[report] + more })).toEqual([
    `${report}:4: "export class Door {" has no docstring. Write one where it is declared, and run \`npm run api\`.`,
    `${report}:6: "open(): void;" has no docstring. Write one where it is declared, and run \`npm run api\`.`,
  ]);
});

test('a decision that was none', () => {
  const file = 'openspec/changes/archive/2026-01-01-doors/design.md';

  expect(problemsOf({ [file]: good[file].replace('*Alternative:* iron', 'Not iron') })).toEqual([
    `${file}:3: The decision "1. Wood" has no alternative. Say after "*Alternative:*" what else was thought of, and why not that.`,
  ]);
});

const useCases = 'specifications/prd/use-case-index.md';

test.each([
  {
    what: 'a row of threats',
    file: prd,
    text: good[prd].replace('\n\n## 8', '\n| 2. Rain | a roof | [roof](roof.md) |\n\n## 8'),
    said: `${prd}:3: No scenario proves threat 2.`,
  },
  {
    what: 'a heading of threats',
    file: prd,
    text: good[prd].replace('\n\n## 8', '\n\n### 2. Rain\nA roof.\n\n## 8'),
    said: `${prd}:4: No scenario proves threat 2.`,
  },
  {
    what: 'a row of use cases',
    file: useCases,
    text: `${good[useCases]}| 2 | come in | [spec](../../openspec/specs/doors/spec.md) |\n`,
    said: `${useCases}:4: No scenario proves use case 2.`,
  },
  {
    what: 'threats without numbers',
    file: prd,
    text: good[prd].replace('1. Wind', 'Wind'),
    said: `${prd}: No numbered row was found in its section 7. Number them.`,
  },
])('$what without a proof', ({ file, text, said }) => {
  expect(problemsOf({ [file]: text })).toEqual([expect.stringContaining(said)]);
});

test('a threat under a heading that links its proof', () => {
  const proven = '### 1. Wind\nIt is [shut](../../openspec/specs/doors/spec.md#scenario-shut).\n';

  expect(problemsOf({ [prd]: good[prd].replace(/\| 1\. .*\n/, proven) })).toEqual([]);
});
