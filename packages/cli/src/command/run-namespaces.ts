import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { makePrintable } from '@rhdh-boost/internal/printable';
import type { BoundKagentiClient, CallOptions } from '@rhdh-boost/kagenti-client';
import { NoAnswer } from '../no-answer.ts';
import { formatFields } from '../output/fields.ts';
import { formatOutput } from '../output/output-format.ts';
import { formatTable } from '../output/table.ts';
import { bindCaller, configuredNamespaces } from '../resources/call-for.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';
import { explainFlag } from '../resources/switched-off.ts';
import type { BoostContext } from './boost-context.ts';
import { exitCodes } from './exit-codes.ts';
import type { ResourceOptions } from './resource-options.ts';
import { runCall } from './run-call.ts';

/** Lists the namespaces of Kagenti, and returns the exit code. */
export async function runListNamespaces(
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, stderr, signal } = context;
  return runCall(
    options,
    context,
    'Listing namespaces',
    async ({ kagenti, configuration }) => {
      const caller = bindCaller(kagenti, options, 'boost namespaces list');
      const data = await caller.namespaces.list({}, { signal });
      return { data, configured: configuredNamespaces(configuration) };
    },
    ({ data, configured }) => {
      const { namespaces } = data;
      const rows = namespaces.map(name => [
        name,
        configured === undefined || configured.includes(name) ? 'yes' : 'no',
      ]);
      const result = {
        data,
        table: () =>
          rows.length === 0
            ? ''
            : formatTable([['NAME', 'USED BY BOOST'], ...rows], stdout.columns),
        names: () => namespaces.map(makePrintable),
      };
      stdout.write(formatOutput(result, options.json ? 'json' : options.output));
      if (namespaces.length === 0) stderr.write('Kagenti is enabled for no namespace.\n');
      return exitCodes.ok;
    },
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
  return runCall(
    options,
    context,
    `Counting what is in ${name}`,
    async ({ kagenti }): Promise<Counts> => {
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
    counts => {
      const text = (count: number | null): string =>
        count === null ? 'switched off' : String(count);
      const result = {
        data: { name, ...counts },
        table: () =>
          formatFields([
            ['Name', name],
            ['Agents', text(counts.agents)],
            ['Tools', text(counts.tools)],
            ['Skills', text(counts.skills)],
            ['Contexts', text(counts.contexts)],
          ]),
        names: () => [makePrintable(name)],
      };
      stdout.write(formatOutput(result, options.json ? 'json' : options.output));
      return exitCodes.ok;
    },
  );
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
  throw new NoAnswer(`Kagenti is not enabled for the namespace "${name}". ${hint}`);
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
