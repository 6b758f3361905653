import { makeLinesPrintable, makePrintable } from '@rhdh-boost/internal/printable';
import type { ListFailure, PartialList } from '@rhdh-boost/kagenti-client';
import { type CallFailure, callFailureOf, isForDoctor } from '../call-failure.ts';
import { exitCodes } from '../exit-codes.ts';
import { formatOutput } from '../output/output-format.ts';
import { formatTable } from '../output/table.ts';
import { bindCaller, namespacesFor } from '../resources/call-for.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { ListedResource, ResourceKind } from '../resources/resource-kind.ts';
import { explainFlag } from '../resources/switched-off.ts';
import type { BoostContext } from './boost-context.ts';
import { formatOf, type ResourceOptions } from './resource-options.ts';
import { nextStep, runCall } from './run-call.ts';

/** Lists resources of a kind, writes them, and returns the exit code. */
export async function runList(
  name: KindName,
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, stderr, signal } = context;
  const kind: ResourceKind = kinds[name];
  const format = formatOf(options);
  return runCall(
    {
      options,
      json: format === 'json',
      progress: `Listing ${name}`,
      async call({ kagenti }, configuration) {
        const caller = bindCaller(kagenti, options, `boost ${name} list`);
        const namespaces = namespacesFor(options, configuration);
        try {
          const list = await kind.listAll(caller, namespaces ? { namespaces } : {}, { signal });
          return { list, namespaces };
        } catch (error) {
          throw await explainFlag(kind, caller, error, { signal });
        }
      },
      write({ list, namespaces }) {
        const failures = list.failures.map(describeFailure);
        stdout.write(formatOutput(outputOf(kind, list, failures, stdout.columns), format));
        if (failures.length > 0) {
          writeFailures(failures, context);
          if (list.failures.some(({ error }) => isForDoctor(error))) {
            stderr.write(`${nextStep(options)}\n`);
          }
          return exitCodes.failed;
        }
        if (list.items.length === 0) {
          const where = namespaces === undefined ? 'any namespace' : namespaces.join(', ');
          stderr.write(`No ${name} in ${makePrintable(where)}.\n`);
        }
        return exitCodes.ok;
      },
    },
    context,
  );
}

/** A namespace that could not be listed, and why. */
interface NamespaceFailure extends CallFailure {
  readonly namespace: string;
}

function describeFailure({ namespace, error }: ListFailure): NamespaceFailure {
  const failure = callFailureOf(error);
  if (failure === undefined) throw error;
  return { namespace, ...failure };
}

function outputOf(
  { headers }: ResourceKind,
  { items }: PartialList<ListedResource>,
  failures: readonly NamespaceFailure[],
  columns: number | undefined,
) {
  const list = { items: items.map(({ data }) => data) };
  return {
    data: failures.length === 0 ? list : { ...list, failures },
    table: () =>
      items.length === 0 ? '' : formatTable([headers, ...items.map(({ cells }) => cells)], columns),
    names: () => items.map(({ namespace, name }) => makePrintable(`${namespace}/${name}`)),
  };
}

function writeFailures(failures: readonly NamespaceFailure[], { stderr }: BoostContext): void {
  for (const { namespace, message } of failures) {
    const name = makePrintable(namespace);
    stderr.write(`error: ${name} could not be listed. ${makeLinesPrintable(message)}\n`);
  }
}
