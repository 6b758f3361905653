import type { Benchmark } from './benchmark.ts';
import { besideBackstageJson, besideBackstageTypes, besideBareNode } from './scenarios/command.ts';
import { importBesideZod } from './scenarios/import.ts';
import { largeFile } from './scenarios/large-file.ts';
import { warmResolve } from './scenarios/warm-resolve.ts';

/** Every benchmark, by the name that it is chosen with, and its limit. */
export const benchmarks = {
  'command-start': { ...besideBareNode, ratioOf: 'time', limit: 2.5 },
  'command-beside-backstage': { ...besideBackstageTypes, ratioOf: 'time', limit: 0.1 },
  'command-beside-backstage-json': { ...besideBackstageJson, ratioOf: 'time', limit: 0.4 },
  import: { ...importBesideZod, ratioOf: 'time', limit: 1.2 },
  'large-file': { ...largeFile, ratioOf: 'time', limit: 2 },
  'warm-resolve': { ...warmResolve, ratioOf: 'speed', limit: 0.3 },
} satisfies Record<string, Benchmark>;
