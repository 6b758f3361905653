import type { Benchmark } from './benchmark.ts';
import { besideBackstageJson, besideBackstageTypes, besideBareNode } from './scenarios/command.ts';
import { importBesideZod } from './scenarios/import.ts';
import { largeFile } from './scenarios/large-file.ts';
import { warmResolve } from './scenarios/warm-resolve.ts';

/** Every benchmark, by the name that it is chosen with. */
export const benchmarks = {
  'command-start': besideBareNode,
  'command-beside-backstage': besideBackstageTypes,
  'command-beside-backstage-json': besideBackstageJson,
  import: importBesideZod,
  'large-file': largeFile,
  'warm-resolve': warmResolve,
} satisfies Record<string, Benchmark>;
