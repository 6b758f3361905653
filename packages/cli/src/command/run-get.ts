import { makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { exitCodes } from '../exit-codes.ts';
import { formatFields } from '../output/fields.ts';
import { formatOutput } from '../output/output-format.ts';
import { bindCaller, namespacesFor } from '../resources/call-for.ts';
import { findResource } from '../resources/find-resource.ts';
import { hideEnvironment } from '../resources/hide-environment.ts';
import { type KindName, kinds } from '../resources/kinds.ts';
import type { BoostContext } from './boost-context.ts';
import { formatOf, type GetOptions } from './resource-options.ts';
import { runCall } from './run-call.ts';

/** Shows one resource, and returns the exit code. */
export async function runGet(
  name: KindName,
  target: string,
  options: GetOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, signal } = context;
  const format = formatOf(options);
  if (target.includes('/') && options.namespace !== undefined) {
    throw new UsageError(
      `Name the namespace once: boost ${name} get ${target}, or use -n with the name only.`,
    );
  }
  return runCall(
    {
      options,
      json: format === 'json',
      progress: `Getting ${target}`,
      call({ kagenti }, configuration) {
        const caller = bindCaller(kagenti, options, `boost ${name} get`);
        const namespaces = namespacesFor(options, configuration);
        return findResource(kinds[name], caller, { target, namespaces }, { signal });
      },
      write({ data, fields, place }) {
        const result = {
          data: options.showEnv === true ? data : hideEnvironment(data),
          table: () => formatFields(fields),
          names: () => [makePrintable(`${place.namespace}/${place.name}`)],
        };
        stdout.write(formatOutput(result, format));
        return exitCodes.ok;
      },
    },
    context,
  );
}
