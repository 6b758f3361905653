import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import { parseTarget } from './edit-session.ts';
import type { EditTarget } from './edit-target.ts';
import { findIncludedKeys } from './included-findings.ts';
import { KeysElsewhere, type Neighbour } from './keys-elsewhere.ts';
import { migrateSource } from './migrate-source.ts';
import { describeEmpty } from './migration-findings.ts';
import type { WrittenPlaceholder } from './migration-step.ts';
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
  /** The keys that were written with a placeholder. */
  readonly placeholders: readonly WrittenPlaceholder[];
  /** Whether a file could not be read as what it should be; nothing was migrated then. */
  readonly isUnreadable: boolean;
}

interface ReadSource extends Neighbour {
  /** Which of its file's app-configs it is. */
  readonly sourceIndex: number;
  readonly target: EditTarget;
  readonly findings: readonly Finding[];
}

/**
 * Migrates the texts of files that belong together, as they are merged: a placeholder is written
 * once, and only when no file sets its key. What another ConfigMap of the same file sets does not
 * count: it may be that of another deployment. Nothing is written to disk.
 *
 * @param files - the files, in the order in which they are merged
 * @param sets - the sets whose migrations are made
 */
export function migrateTexts(
  files: readonly TextToMigrate[],
  sets: readonly ConfigFieldSet[],
): MigratedTexts {
  const before = files.map(({ text }) => text);
  const { sources, problems } = readSources(files, sets);
  if (problems.length > 0)
    return { texts: before, findings: problems, placeholders: [], isUnreadable: true };
  const texts = [...before];
  const findings: Finding[] = sources.flatMap(source => source.findings);
  const elsewhere = new KeysElsewhere(sources);
  const needed = new Map<ReadSource, readonly string[]>();
  const placeholders: (WrittenPlaceholder & { readonly fileIndex: number })[] = [];
  for (const source of sources) {
    const { fileIndex, sourceIndex, target } = source;
    const findSetElsewhere = (key: string) => {
      const setting = elsewhere.findSetting(source, key);
      if (setting === undefined) return undefined;
      return { name: setting.name, isOtherFile: setting.fileIndex !== fileIndex };
    };
    try {
      // Earlier app-configs of the file may have been edited, so that this one is read again.
      const outer = texts[fileIndex] ?? '';
      const current = readTargetAgain(target, outer, sourceIndex);
      const context = { sets, original: target, findSetElsewhere };
      const migrated = migrateSource(outer, current, sourceIndex, context);
      texts[fileIndex] = migrated.outer;
      findings.push(...migrated.findings);
      needed.set(source, migrated.needed);
      for (const placeholder of migrated.placeholders) {
        placeholders.push({ ...placeholder, fileIndex });
        elsewhere.noteWritten(source, placeholder.key);
      }
    } catch (error) {
      if (!(error instanceof MigrationRefusal)) throw error;
      findings.push(error.finding);
    }
  }
  findings.push(...findEmptyKeys(elsewhere, needed));
  const refused = new Set(
    findings.filter(({ severity }) => severity === 'error').map(({ location }) => location?.file),
  );
  return {
    texts: texts.map((text, index) =>
      refused.has(files[index]?.name) ? (before[index] ?? text) : text,
    ),
    findings,
    placeholders: placeholders.filter(({ fileIndex }) => !refused.has(files[fileIndex]?.name)),
    isUnreadable: false,
  };
}

/** The keys that are there but empty, each once. */
function findEmptyKeys(
  elsewhere: KeysElsewhere,
  needed: ReadonlyMap<ReadSource, readonly string[]>,
): Finding[] {
  const empty = new Map<string, Finding>();
  for (const [source, keys] of needed) {
    for (const key of keys) {
      const location = elsewhere.findEmpty(source, key);
      if (location === undefined) continue;
      empty.set(JSON.stringify([key, location]), describeEmpty(key.split('.'), location));
    }
  }
  return [...empty.values()];
}

function readSources(
  files: readonly TextToMigrate[],
  sets: readonly ConfigFieldSet[],
): { sources: ReadSource[]; problems: Finding[] } {
  const sources: ReadSource[] = [];
  const problems: Finding[] = [];
  for (const [fileIndex, { name, path, text }] of files.entries()) {
    const read = readAppConfigSources(name, text);
    if (read.problem !== undefined) problems.push(read.problem);
    if (read.note !== undefined) problems.push({ ...read.note, severity: 'error' });
    for (const [sourceIndex, source] of (read.sources ?? []).entries()) {
      const { target, problem } = parseTarget(source);
      if (problem !== undefined) {
        problems.push(problem);
        continue;
      }
      const base = { file: name, path: source.deployment === undefined ? path : undefined };
      const included = findIncludedKeys(base, target, sets);
      const { deployment } = source;
      sources.push({ name, fileIndex, deployment, sourceIndex, target, ...included });
    }
  }
  return { sources, problems };
}

function readTargetAgain(target: EditTarget, outer: string, index: number): EditTarget {
  const source = readAppConfigSources(target.source.file, outer).sources?.[index];
  return (source === undefined ? undefined : parseTarget(source).target) ?? target;
}
