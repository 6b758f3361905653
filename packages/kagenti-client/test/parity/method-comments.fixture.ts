import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comments of an interface's methods, and the interfaces of its groups, by member. */
interface ApiInterface {
  readonly comments: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
}

const source = join(import.meta.dirname, '..', '..', 'src');
const apiFolder = join(source, 'api/generated');

function readInterface(name: string, body: string): [string, ApiInterface] {
  const comments = Array.from(
    body.matchAll(/\/\*\*(?<comment>(?:(?!\*\/).)*)\*\/\n {2}(?<method>\w+)\(/gs),
    ({ groups }): [string, string] => [
      groups?.method ?? '',
      (groups?.comment ?? '').replaceAll(/\s*\n\s*\*\s*/g, ' ').trim(),
    ],
  );
  const groups = Array.from(
    body.matchAll(/^ {2}readonly (?<member>\w+): (?<type>\w+Api);$/gm),
    ({ groups: found }): [string, string] => [found?.member ?? '', found?.type ?? ''],
  );
  return [name, { comments: new Map(comments), groups: new Map(groups) }];
}

const interfaces: ReadonlyMap<string, ApiInterface> = new Map(
  [
    'kagenti-client.ts',
    ...readdirSync(apiFolder)
      .filter(file => file.endsWith('-api.ts'))
      .map(file => join('api/generated', file)),
  ].flatMap(file =>
    Array.from(
      readFileSync(join(source, file), 'utf8').matchAll(
        /^export interface (?<name>\w+) \{\n(?<body>.*?)^\}/gms,
      ),
      ({ groups }) => readInterface(groups?.name ?? '', groups?.body ?? ''),
    ),
  ),
);

/** The comment of an operation's method, as one line; undefined where it has none. */
export function methodComment(operation: string): string | undefined {
  const steps = operation.split('.');
  const method = steps.pop() ?? '';
  let place = interfaces.get('BoundKagentiClient');
  for (const step of steps) place = interfaces.get(place?.groups.get(step) ?? '');
  return place?.comments.get(method);
}
