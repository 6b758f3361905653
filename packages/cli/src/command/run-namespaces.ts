import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { makePrintable } from '@rhdh-boost/internal/printable';
import type { BoundKagentiClient, CallOptions } from '@rhdh-boost/kagenti-client';
import { configuredNamespaces } from '../configuration/configured-namespaces.ts';
import { exitCodes } from '../exit-codes.ts';
import { NoAnswer } from '../no-answer.ts';
import { formatFields } from '../output/fields.ts';
import { formatOutput } from '../output/output-format.ts';
import { formatTable } from '../output/table.ts';
import { bindCaller } from '../resources/call-for.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';
import { explainFlag } from '../resources/switched-off.ts';
import type { BoostContext } from './boost-context.ts';
import { formatOf, type ResourceOptions } from './resource-options.ts';
import { runCall } from './run-call.ts';

/** Lists the namespaces of Kagenti, and returns the exit code. */
export async function runListNamespaces(
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, stderr, signal } = context;
  const format = formatOf(options);
  return runCall(
    {
      options,
      json: format === 'json',
      progress: 'Listing namespaces',
      async call({ kagenti }, configuration) {
        const caller = bindCaller(kagenti, options, 'boost namespaces list');
        const data = await caller.namespaces.list({}, { signal });
        return { data, configured: configuredNamespaces(configuration) };
      },
      write({ data, configured }) {
        const { namespaces } = data;
        const rows = namespaces.map(name => [
          name,
          configured === undefined || configured.includes(name) ? 'yes' : 'no',
        ]);
        const table = (): string =>
          formatTable([['NAME', 'USED BY BOOST'], ...rows], stdout.columns);
        const result = {
          data,
          table: () => (rows.length === 0 ? '' : table()),
          names: () => namespaces.map(makePrintable),
        };
        stdout.write(formatOutput(result, format));
        if (rows.length === 0) stderr.write('Kagenti is enabled for no namespace.\n');
        return exitCodes.ok;
      },
    },
    context,
  );
}

/** How many resources of a kind a namespace has; null if Kagenti's feature is off. */
type Counts = Readonly<Record<KindName, number | null>>;

/** Counts what is in a namespace, and returns the exit code. */
export async function runGetNamespace(
  name: string,
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, signal } = context;
  const format = formatOf(options);
  return runCall(
    {
      options,
      json: format === 'json',
      progress: `Counting what is in ${name}`,
      async call({ kagenti }): Promise<Counts> {
        const caller = bindCaller(kagenti, options, 'boost namespaces get');
        await checkExists(name, caller, { signal });
        const count = (kind: ResourceKind) => countIn(kind, caller, name, { signal });
        const [agents, tools, skills, contexts] = await Promise.all([
          count(kinds.agents),
          count(kinds.tools),
          count(kinds.skills),
          count(kinds.contexts),
        ]);
        return { agents, tools, skills, contexts };
      },
      write(counts) {
        const result = {
          data: { name, ...counts },
          table: () =>
            formatFields([
              ['Name', name],
              ['Agents', countText(counts.agents)],
              ['Tools', countText(counts.tools)],
              ['Skills', countText(counts.skills)],
              ['Contexts', countText(counts.contexts)],
            ]),
          names: () => [makePrintable(name)],
        };
        stdout.write(formatOutput(result, format));
        return exitCodes.ok;
      },
    },
    context,
  );
}

function countText(count: number | null): number | string {
  return count ?? 'switched off';
}

async function checkExists(
  name: string,
  caller: BoundKagentiClient,
  options: CallOptions,
): Promise<void> {
  const { namespaces } = await caller.namespaces.list({}, options);
  if (namespaces.includes(name)) return;
  const nearest = nearestName(name, namespaces);
  const hint =
    nearest === undefined
      ? 'To see which it is enabled for, run: boost namespaces list'
      : `Did you mean ${nearest}?`;
  throw new NoAnswer('not_found', `Kagenti is not enabled for the namespace "${name}". ${hint}`);
}

async function countIn(
  kind: ResourceKind,
  caller: BoundKagentiClient,
  namespace: string,
  options: CallOptions,
): Promise<number | null> {
  try {
    const { items } = await kind.listAll(caller, { namespaces: [namespace] }, options);
    return items.length;
  } catch (error) {
    const explained = await explainFlag(kind, caller, error, options);
    if (explained instanceof NoAnswer) return null;
    throw explained;
  }
}
