import type { Problem } from '../../common/problem.ts';
import { operationsOf } from '../../contract/openapi.ts';
import { problemAt, quotedIn, textOf } from './repository-text.ts';

const CONTRACT = 'packages/kagenti-contract/openapi.json';
const TABLE = 'docs/kagenti-operations.md';
const PRD = 'specifications/prd/security-safety-governance.md';

/** The requests of the contract, as `GET /api/v1/agents`. */
function requestsOf(contract: string): string[] {
  return Array.from(
    operationsOf(JSON.parse(contract || '{"paths":{}}')).values(),
    ({ method, path }) => `${method} ${path}`,
  );
}

/** The table of operations: a heading for each group, and a row for each method with its permission and request. */
function rowsOf(table: string) {
  let group = '';
  return table.split('\n').flatMap(line => {
    group = /^## (?<group>\S+)$/.exec(line)?.groups?.group ?? group;
    const row =
      /^\| `(?<method>\w+)` \|.*?\| (?:`(?<permission>[\w.]+)`|public) \|.*\| `(?<request>[A-Z]+ \S+)` \|$/.exec(
        line,
      )?.groups;
    return row === undefined
      ? []
      : [{ operation: `${group}.${row.method}`, permission: row.permission, request: row.request }];
  });
}

/** The PRD's table: a permission, or `none`, and its operations. */
function permissionsOf(prd: string) {
  return Array.from(
    prd.matchAll(/^\| (?:`(?<permission>boost\.[\w.]+)`|none) \|[^|]*\|(?<operations>[^|]*)\|$/gm),
    ({ groups }) => ({
      permission: groups?.permission,
      operations: quotedIn(groups?.operations ?? ''),
    }),
  );
}

/** How the PRD's row of a permission begins. */
const rowOf = (permission: string): string =>
  permission === 'none' ? '| none |' : `| \`${permission}\` |`;

/** Where contract, table of operations and PRD do not agree on which permission an operation takes. */
export function permissionProblems(root: string): Problem[] {
  const operations = rowsOf(textOf(root, TABLE));
  const promised = permissionsOf(textOf(root, PRD));
  const at = (file: string, text: string, message: string) => problemAt(root, file, text, message);
  const rowsMissing = requestsOf(textOf(root, CONTRACT))
    .filter(request => !operations.some(operation => operation.request === request))
    .map(request =>
      at(
        CONTRACT,
        `"${request.split(' ')[1]}"`,
        `${request} has no row with a permission in ${TABLE}. Give it an operation in packages/kagenti-contract/src/operations, then run \`npm run generate\`.`,
      ),
    );
  const unused = promised
    .filter(({ permission }) => !operations.some(known => known.permission === permission))
    .map(({ permission = 'none' }) =>
      at(
        PRD,
        rowOf(permission),
        `No operation asks for the permission ${permission}. Take it out.`,
      ),
    );
  const unknown = promised.flatMap(({ operations: names }) =>
    names
      .filter(name => !operations.some(({ operation }) => operation === name))
      .map(name => at(PRD, `\`${name}\``, `There is no operation ${name}. Take it out.`)),
  );
  const elsewhere = operations
    .filter(
      ({ operation, permission }) =>
        !promised.some(row => row.permission === permission && row.operations.includes(operation)),
    )
    .map(({ operation, permission = 'none' }) =>
      at(
        PRD,
        rowOf(permission),
        `The operation ${operation} takes the permission ${permission} and is missing from its row. Run \`npm run generate\`.`,
      ),
    );
  return [...rowsMissing, ...unused, ...unknown, ...elsewhere];
}
