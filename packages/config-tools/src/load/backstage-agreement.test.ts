import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { agrees } from '../../test/load/agreement.fixture.ts';
import {
  anyAppConfigText,
  anyEnvironment,
  includedFiles,
} from '../../test/load/any-app-config.fixture.ts';
import { loadWithBackstage } from '../../test/load/backstage.fixture.ts';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import { isRecord } from '../is-record.ts';
import type { ConfigNode } from './config-node.ts';
import { type LoadedAppConfig, loadAppConfig } from './load-app-config.ts';
import { createNodeReader } from './node-reader.ts';
import type { Environment } from './substitution.ts';

/** How many sets of files and environments are compared; those of one run, at the same time. */
const sets = propertyRuns(10_000);
const setsOfRun = 10;
const folder = memoryFolder();
/** How many values were known here, and compared with Backstage's. */
let knownValues = 0;

beforeAll(() => {
  for (const [name, text] of Object.entries(includedFiles)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});

interface FileSet {
  readonly texts: readonly string[];
  readonly env: Environment;
}

const anySet: fc.Arbitrary<FileSet> = fc.record({
  texts: fc.oneof(
    fc.array(anyAppConfigText, { minLength: 1, maxLength: 1 }),
    fc.array(anyAppConfigText, { minLength: 2, maxLength: 2 }),
    fc.array(anyAppConfigText, { minLength: 3, maxLength: 3 }),
  ),
  env: anyEnvironment,
});

it.each([
  ['whole', undefined],
  ['for boost alone, as check loads them,', 'boost'],
] as const)(
  'any files, %s load as Backstage loads them [configuration-check/Result agrees with Backstage]',
  async (_, only) => {
    const seen = { agreed: 0, refused: 0 };
    knownValues = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySet, { minLength: setsOfRun, maxLength: setsOfRun }),
        async run => {
          const outcomes = await Promise.all(
            run.map((fileSet, set) => compare(fileSet, set, only)),
          );
          for (const outcome of outcomes) seen[outcome] += 1;
        },
      ),
      { numRuns: sets / setsOfRun },
    );
    // Neither is so rare that the property would prove nothing about it.
    expect(seen.agreed).toBeGreaterThan(sets / 2);
    expect(seen.refused).toBeGreaterThan(sets / 20 - 10);
    // What is unknown agrees with anything: there must be enough that is not.
    expect(knownValues).toBeGreaterThan(only === undefined ? sets : sets / 10);
  },
  300_000,
);

async function compare(
  { texts, env }: FileSet,
  set: number,
  only: 'boost' | undefined,
): Promise<'agreed' | 'refused'> {
  const names = texts.map((_, index) => `${set}-${index}.yaml`);
  for (const [index, name] of names.entries())
    writeFileSync(join(folder, name), texts[index] ?? '');
  const load = (files: readonly string[]) =>
    loadAppConfig({
      files,
      reader: createNodeReader(folder),
      env,
      allowOutside: true,
      ...(only && { only: { section: only } }),
    });
  const theirs = await loadWithBackstage(
    names.map(name => join(folder, name)),
    env,
  );
  const refused = theirs.refusals.some(refusal => refusal !== undefined);
  if (refused) {
    for (const [index, name] of names.entries())
      expectSameRefusal(await load([name]), theirs.refusals[index]);
  }
  const taken = names.filter((_, index) => theirs.refusals[index] === undefined);
  if (taken.length > 0) {
    const ours = await load(taken);
    expectSameRefusal(ours, undefined);
    const count = () => {
      knownValues += 1;
    };
    const [merged, data] = [
      sectionOf(ours.merged, only),
      only ? boostOf(theirs.data) : theirs.data,
    ];
    if (!agrees(merged, data, count)) {
      throw new Error(`Backstage has ${JSON.stringify(theirs.data)}`);
    }
  }
  return refused ? 'refused' : 'agreed';
}

function sectionOf(merged: ConfigNode | undefined, name?: string): ConfigNode | undefined {
  return name === undefined || merged?.kind !== 'mapping' ? merged : merged.entries.get(name)?.node;
}

function boostOf(data: unknown): unknown {
  return isRecord(data) && Object.hasOwn(data, 'boost') ? data['boost'] : undefined;
}

function expectSameRefusal(ours: LoadedAppConfig, theirs: string | undefined): void {
  if (mayDiffer(ours, theirs)) return;
  if (refuses(ours) === (theirs !== undefined)) return;
  throw new Error(theirs ?? `Backstage takes what is refused: ${JSON.stringify(ours.findings)}`);
}

function refuses({ refused, findings }: LoadedAppConfig): boolean {
  return refused || findings.length > 0;
}

/**
 * The two differences in what is refused: a part that an included file does not have is an error
 * here, and only sometimes there; a name of a file or variable that comes from an unset variable
 * is refused there, and leaves the value unknown here.
 */
function mayDiffer({ refused, findings }: LoadedAppConfig, refusal: string | undefined): boolean {
  if (refused) return false;
  if (findings.length === 0) return refusal?.includes('substitution value was undefined') ?? false;
  return findings.every(({ code }) => code === 'include_fragment');
}
