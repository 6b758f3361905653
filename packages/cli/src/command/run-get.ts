import { makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { formatFields } from '../output/fields.ts';
import { formatOutput } from '../output/output-format.ts';
import { bindCaller, namespacesFor } from '../resources/call-for.ts';
import { findResource } from '../resources/find-resource.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { ResourceKind } from '../resources/resource-kind.ts';
import type { BoostContext } from './boost-context.ts';
import { exitCodes } from './exit-codes.ts';
import type { ResourceOptions } from './resource-options.ts';
import { runCall } from './run-call.ts';

/** Shows one resource, and returns the exit code. */
export async function runGet(
  name: KindName,
  target: string,
  options: ResourceOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, signal } = context;
  const kind: ResourceKind = kinds[name];
  if (target.includes('/') && options.namespace !== undefined) {
    throw new UsageError(
      `Name the namespace once: boost ${name} get ${target}, or with -n the name alone.`,
    );
  }
  return runCall(
    options,
    context,
    `Getting ${target}`,
    async ({ kagenti, configuration }) => {
      const caller = bindCaller(kagenti, options, `boost ${name} get`);
      const namespaces = namespacesFor(options, configuration);
      return findResource(kind, caller, { target, namespaces }, { signal });
    },
    ({ data, fields }) => {
      const values = new Map(fields);
      const result = {
        data,
        table: () => formatFields(fields),
        names: () => [makePrintable(`${values.get('Namespace')}/${values.get('Name')}`)],
      };
      stdout.write(formatOutput(result, options.json ? 'json' : options.output));
      return exitCodes.ok;
    },
  );
}
