import type { AppConfigSources } from './app-config-source.ts';
import { createFileFrame } from './app-config-source.ts';
import type { AtPath } from './at-path.ts';
import { readForms } from './forms.ts';
import { findTooLarge } from './input-limit.ts';
import { readPlaces } from './places.ts';

/**
 * Finds the app-configs in a file: the file itself, or, where its structure is one in which RHDH or
 * GitOps tools keep them, each of those in it, in the order in which Backstage reads them: the
 * configuration of dynamic plugins first.
 *
 * @param file - the file as it was named
 * @param text - its whole text, a byte order mark included
 * @param at - where app-configs are instead, in a file that has one of these paths
 */
export function readAppConfigSources(
  file: string,
  text: string,
  at: readonly AtPath[] = [],
): AppConfigSources {
  const problem = findTooLarge(file, text);
  if (problem !== undefined) return { problem };
  const frame = createFileFrame(file, text);
  const named = at.length === 0 ? undefined : readPlaces(frame, at);
  const found = named ?? readForms(frame);
  if (found === undefined) return { sources: [{ ...frame, frame }] };
  if (found.problem !== undefined) return { problem: found.problem };
  const sources = [true, false].flatMap(isFirst =>
    found.sources.filter(({ isPluginConfig = false }) => isPluginConfig === isFirst),
  );
  return { sources, ...(found.note === undefined ? {} : { note: found.note }) };
}
