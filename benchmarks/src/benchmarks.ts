import type { Benchmark } from './benchmark.ts';
import { besideBackstage, besideBareNode } from './scenarios/command.ts';
import { importBesideZod } from './scenarios/import.ts';
import { largeFile } from './scenarios/large-file.ts';

/** Every benchmark, by the name that it is chosen with. */
export const benchmarks = {
  'command-start': besideBareNode,
  'command-beside-backstage': besideBackstage,
  import: importBesideZod,
  'large-file': largeFile,
} satisfies Record<string, Benchmark>;
