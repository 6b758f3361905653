import { makeLinesPrintable, makePrintable } from '@rhdh-boost/internal/printable';
import type { ListFailure, PartialList } from '@rhdh-boost/kagenti-client';
import { callFailureOf, doctorFor } from '../call-failure.ts';
import { formatOutput } from '../output/output-format.ts';
import { formatTable } from '../output/table.ts';
import { bindCaller, namespacesFor } from '../resources/call-for.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { ListedResource, ResourceKind } from '../resources/resource-kind.ts';
import { explainFlag } from '../resources/switched-off.ts';
import type { BoostContext } from './boost-context.ts';
import { exitCodes } from './exit-codes.ts';
import type { ResourceOptions } from './resource-options.ts';
import { runCall } from './run-call.ts';

/** Lists resources of a kind, writes them, and returns the exit code. */
export async function runList(
  name: KindName,
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { signal } = context;
  const kind: ResourceKind = kinds[name];
  return runCall(
    options,
    context,
    `Listing ${name}`,
    async ({ kagenti, configuration }) => {
      const caller = bindCaller(kagenti, options, `boost ${name} list`);
      const namespaces = namespacesFor(options, configuration);
      try {
        const list = await kind.listAll(caller, namespaces ? { namespaces } : {}, { signal });
        return { list, namespaces, files: configuration.files };
      } catch (error) {
        throw await explainFlag(kind, caller, error, { signal });
      }
    },
    ({ list, namespaces, files }) => {
      writeList(list, kind, options, context);
      if (list.failures.length > 0) {
        writeFailures(list.failures, files, context);
        return exitCodes.failed;
      }
      if (list.items.length === 0) {
        const where = namespaces === undefined ? 'any namespace' : namespaces.join(', ');
        context.stderr.write(`No ${name} in ${makePrintable(where)}.\n`);
      }
      return exitCodes.ok;
    },
  );
}

function writeList(
  { items }: PartialList<ListedResource>,
  { headers }: ResourceKind,
  { json, output }: ResourceOptions,
  { stdout }: BoostContext,
): void {
  const result = {
    data: { items: items.map(({ data }) => data) },
    table: () =>
      items.length === 0
        ? ''
        : formatTable([headers, ...items.map(({ cells }) => cells)], stdout.columns),
    names: () => items.map(({ namespace, name }) => makePrintable(`${namespace}/${name}`)),
  };
  stdout.write(formatOutput(result, json ? 'json' : output));
}

function writeFailures(
  failures: readonly ListFailure[],
  files: readonly string[],
  { stderr }: BoostContext,
): void {
  let isForDoctor = false;
  for (const { namespace, error } of failures) {
    const failure = callFailureOf(error);
    if (failure === undefined) throw error;
    isForDoctor ||= failure.isForDoctor;
    stderr.write(
      makeLinesPrintable(`error: ${namespace} could not be listed. ${failure.message}\n`),
    );
  }
  if (isForDoctor) stderr.write(makeLinesPrintable(`${doctorFor(files)}\n`));
}
