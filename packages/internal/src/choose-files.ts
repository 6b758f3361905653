import { UsageError } from './usage-error.ts';

/**
 * The files that a command reads: those of `--config`, or those named without it.
 *
 * @param files - the arguments
 * @param config - the values of `--config`
 * @throws UsageError if files are named in both ways, or a name is empty
 */
export function chooseFiles(
  files: readonly string[],
  config: readonly string[],
): readonly string[] {
  if (files.length > 0 && config.length > 0) {
    throw new UsageError(
      'Name the files either with --config or without it: their order decides which value applies.',
    );
  }
  const named = config.length > 0 ? config : files;
  if (named.includes('')) throw new UsageError('The name of a file is empty. Name the file.');
  return named;
}
