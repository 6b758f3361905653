import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { parseTarget } from './edit-session.ts';
import type { EditTarget } from './edit-target.ts';
import { findIncludedKeys, type IncludedKeys } from './included-findings.ts';
import { migrateSource } from './migrate-source.ts';
import { MigrationRefusal } from './refusal.ts';

/** A file that is to be migrated. */
export interface TextToMigrate {
  /** Its name for findings. */
  readonly name: string;
  /** Where it is, for the files that it includes. */
  readonly path: string;
  /** Its whole text: an app-config, or ConfigMaps that hold some. */
  readonly text: string;
}

/** What became of the files, or why none was migrated. */
export interface MigratedTexts {
  /** The whole text of each file after the migration, in the order given; as before when refused. */
  readonly texts: readonly string[];
  /** What a person must see to, and refusals, which are errors; places are those before. */
  readonly findings: readonly Finding[];
  /** Whether a file could not be read as what it should be; nothing was migrated then. */
  readonly isUnreadable: boolean;
}

interface ReadSource {
  readonly fileIndex: number;
  /** Which of its file's app-configs it is. */
  readonly sourceIndex: number;
  readonly target: EditTarget;
  readonly included: IncludedKeys;
}

/**
 * Migrates the texts of files that belong together, as they are merged: a placeholder is written
 * once, and only when no file sets its key. Nothing is written to disk.
 *
 * @param files - the files, in the order in which they are merged
 * @param sets - the sets whose migrations are made
 */
export async function migrateTexts(
  files: readonly TextToMigrate[],
  sets: readonly ConfigFieldSet[],
): Promise<MigratedTexts> {
  const before = files.map(({ text }) => text);
  const { sources, problems } = await readSources(files, sets);
  if (problems.length > 0) return { texts: before, findings: problems, isUnreadable: true };
  const texts = [...before];
  const findings: Finding[] = sources.flatMap(({ included }) => included.findings);
  const written = new Set<string>();
  for (const source of sources) {
    const { fileIndex, sourceIndex, target } = source;
    const isSetElsewhere = (key: string) =>
      written.has(key) || sources.some(other => other !== source && other.included.set.has(key));
    try {
      // Earlier app-configs of the file may have been edited, so that this one is read again.
      const outer = texts[fileIndex] ?? '';
      const current = readTargetAgain(target, outer, sourceIndex);
      const migrated = migrateSource(outer, current, sourceIndex, { sets, isSetElsewhere });
      texts[fileIndex] = migrated.outer;
      findings.push(...migrated.findings);
      for (const key of migrated.placeholders) written.add(key);
    } catch (error) {
      if (!(error instanceof MigrationRefusal)) throw error;
      findings.push(error.finding);
    }
  }
  const refused = new Set(
    findings.filter(({ severity }) => severity === 'error').map(({ location }) => location?.file),
  );
  return {
    texts: texts.map((text, index) =>
      refused.has(files[index]?.name) ? (before[index] ?? text) : text,
    ),
    findings,
    isUnreadable: false,
  };
}

async function readSources(
  files: readonly TextToMigrate[],
  sets: readonly ConfigFieldSet[],
): Promise<{ sources: ReadSource[]; problems: Finding[] }> {
  const sources: ReadSource[] = [];
  const problems: Finding[] = [];
  for (const [fileIndex, { name, path, text }] of files.entries()) {
    const read = readAppConfigSources(name, text);
    if (read.problem !== undefined) problems.push(read.problem);
    for (const [sourceIndex, source] of (read.sources ?? []).entries()) {
      const { target, problem } = parseTarget(source);
      if (problem !== undefined) {
        problems.push(problem);
        continue;
      }
      const base = { file: name, path: source.dataKey === undefined ? path : undefined };
      const included = await findIncludedKeys(base, target, sets);
      sources.push({ fileIndex, sourceIndex, target, included });
    }
  }
  return { sources, problems };
}

function readTargetAgain(target: EditTarget, outer: string, index: number): EditTarget {
  const source = readAppConfigSources(target.source.file, outer).sources?.[index];
  return (source === undefined ? undefined : parseTarget(source).target) ?? target;
}
