import { type Operation, operations } from '@rhdh-boost/kagenti-contract';
import { operationDescriptors } from '../src/api/generated/operation-descriptors.ts';
import type { Timeouts } from '../src/options/timeouts.ts';
import { nameTable } from './name-table.ts';

/** `agents.builds` of `agents.builds.list`. */
const objectOf = ({ operation }: Operation): string => operation.replace(/\.\w+$/, '');

const methodOf = ({ operation }: Operation): string => operation.replace(/^.*\./, '');

/** Operations by the object of the client that has them, in the order of the alphabet. */
const groups: readonly (readonly [string, readonly Operation[]])[] = [
  ...new Set(operations.map(objectOf)),
]
  .toSorted()
  .map(group => [group, operations.filter(row => objectOf(row) === group)]);

/** The list in the README: each object of the client with its methods. */
function operationList(): string {
  return [
    '| object | methods |',
    '|---|---|',
    ...groups.map(
      ([group, rows]) => `| \`${group}\` | ${rows.map(row => `\`${methodOf(row)}\``).join(', ')} |`,
    ),
  ].join('\n');
}

/** The page: every operation with its parameters, and who may call it. */
export function operationPage(): string {
  return [
    '# Operations of Kagenti',
    '',
    `Each of the ${operations.length} operations is a method of a bound client under its name: \`jane.agents.list({ namespace })\`. A parameter with a question mark may be left out. What a method does, returns and throws stands in its comment; what the backend does that the contract does not say, in [kagenti-quirks.md](kagenti-quirks.md).`,
    '',
    "Permission: Backstage's, which `authorize` is asked for; \"public\" is asked of nobody and carries no token. Role: what the service account needs at Kagenti, `rossoctl-operator` or any valid token. Flag: the server's feature flag; without it the operation gives 404. Twice: whether it is sent again after a failure that may have come after it ran. Timeouts: its own defaults for the headers and in total, where they differ from 30 s and 60 s; the client's `timeouts` and `boost.providers.kagenti.requestTimeoutMs` win over them.",
    '',
    'Not operations of their own: `agents.builds.waitFor`, `tools.builds.waitFor`, `agents.waitForReady`, `tools.waitForReady` and `simulation.waitForReady`, which wait for what an operation only starts, and `request`, for a path that is newer than the contract. The [README](../packages/kagenti-client/README.md) has both.',
    ...groups.map(operationTable),
    '',
    nameTable(),
    '',
  ].join('\n');
}

function operationTable([group, rows]: (typeof groups)[number]): string {
  return `
## ${group}

| method | parameters | permission | role | flag | twice | timeouts | request |
|---|---|---|---|---|---|---|---|
${rows.map(operationRow).join('\n')}`;
}

function operationRow(row: Operation): string {
  const { parameters, defaultTimeouts } = operationDescriptors[row.operation];
  const names = Object.entries(parameters).map(([key, { required }]) =>
    required ? `\`${key}\`` : `\`${key}?\``,
  );
  return `| ${[
    `\`${methodOf(row)}\``,
    names.join(', '),
    row.permission === null ? 'public' : `\`${row.permission}\``,
    row.role ?? '',
    row.featureFlag === null ? '' : `\`${row.featureFlag}\``,
    row.safeToRepeat ? 'yes' : 'no',
    timeoutsText(defaultTimeouts),
    `\`${row.method} ${row.path}\``,
  ].join(' | ')} |`;
}

/** `75 s, 90 s`: for the headers, and in total. */
function timeoutsText({ headersMs, totalMs }: Partial<Timeouts> = {}): string {
  return [headersMs, totalMs]
    .filter(milliseconds => milliseconds !== undefined)
    .map(milliseconds => `${milliseconds / 1000} s`)
    .join(', ');
}

const listPattern = /(?<=<!-- operations -->\n).*(?=\n<!-- \/operations -->)/s;

/** The README with the list of today between its marks. */
export function withOperationList(readme: string): string {
  if (!listPattern.test(readme)) throw new Error('The README has no marks for the list.');
  return readme.replace(listPattern, operationList());
}
