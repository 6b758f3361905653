import { wantsColor } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { nameCommand } from '../check/command-name.ts';
import { explainConfig } from '../explain/explain-config.ts';
import { formatExplanation } from '../explain/format-explanation.ts';
import { chooseRepositoryRegistry } from './choose-registry.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';
import type { ConfigContext } from './config-context.ts';

/** The options of `boost-config explain`. */
export interface ExplainCommandOptions extends FieldsOption, ColorOption {
  readonly output: 'text' | 'json';
  readonly recursive?: true;
}

/** Explains a path, and gives the exit code: 1 when there is no such path. */
export async function runExplain(
  path: string,
  options: ExplainCommandOptions,
  context: ConfigContext,
): Promise<number> {
  const { output, recursive = false } = options;
  const registry = await chooseRepositoryRegistry(options, context);
  const { explanation, problem } = explainConfig(path, { registry, recursive });
  if (problem !== undefined) {
    const hint = nameCommand(problem.hint, context.name);
    context.stderr.write(`${makePrintable(`${path} ${problem.message}. ${hint}`)}\n`);
    return 1;
  }
  context.stdout.write(
    formatExplanation(explanation, { output, color: wantsColor(context, options) }),
  );
  return 0;
}
