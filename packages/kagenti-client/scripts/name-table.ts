import { operations } from '@rhdh-boost/kagenti-contract';
import { operationDescriptors } from '../src/api/generated/operation-descriptors.ts';
import type { NameForm } from '../src/shapes/name-rule.ts';
import { textPlaces } from '../test/parity/name-places.fixture.ts';

const forms: Readonly<Record<NameForm, string>> = {
  label: 'RFC 1123 label',
  subdomain: 'RFC 1123 subdomain',
  skill: 'RFC 1123 subdomain',
  display: 'text that leaves a subdomain',
  runId: '1 to 128 of `A-Za-z0-9._-`, not `.` or `..`',
  free: 'any text',
};

interface Row {
  readonly parameter: string;
  readonly form: NameForm;
  readonly decidedBy: string;
  readonly operations: string[];
}

/** Each parameter that is a name, or looks like one, with what it may be and the line that decides it. */
export function nameTable(): string {
  const rows = new Map<string, Row>();
  for (const { operation } of operations) {
    for (const { path, rule } of textPlaces(operationDescriptors[operation].parameters)) {
      if (rule === undefined) continue;
      const key = `${path} ${rule.decidedBy}`;
      const row = rows.get(key) ?? { parameter: path, ...rule, operations: [] };
      row.operations.push(operation);
      rows.set(key, row);
    }
  }
  return [
    '## Names',
    '',
    'Kagenti builds hosts and names of Kubernetes objects from parameters. The client refuses a name that does not follow [RFC 1123](https://www.rfc-editor.org/rfc/rfc1123#section-2.1) with `invalid_parameter`, before any hook is asked and anything is sent; in `request` too, for a path that the contract has. A label has at most 63 lower-case letters, digits and hyphens; a subdomain is parts of those characters with dots between them, at most 253 characters in all. From the name that a skill is shown by Kagenti makes a resource name: `authorize` and `audit` are given that one. A zero in a parameter stands for any item of a list. The lines are those of `rossoctl/backend/app` at commit 0ea6d7ff.',
    '',
    '| parameter | may be | what Kagenti does with it | operations |',
    '|---|---|---|---|',
    ...Array.from(rows.values(), nameRow),
  ].join('\n');
}

function nameRow({ parameter, form, decidedBy, operations: names }: Row): string {
  const list = names.map(name => `\`${name}\``).join(', ');
  return `| \`${parameter}\` | ${forms[form]} | ${decidedBy} | ${list} |`;
}
