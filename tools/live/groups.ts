/** The groups of operations, in the order in which they are walked. */
export const groups = [
  'health',
  'auth',
  'namespaces',
  'config',
  'agents',
  'tools',
  'builds',
  'skills',
  'contexts',
  'simulation',
  'dreams',
  'chat',
] as const;

/** What comes before the first dot of an operation's name. */
export type Group = (typeof groups)[number];

/** The group of an operation: `agents` of `agents.builds.list`. */
export function groupOf(operation: string): string {
  return operation.split('.', 1)[0] ?? '';
}
