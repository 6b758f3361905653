import { type CountResult, countRow, formatCountResult } from './report-counts.ts';
import { formatRatioResult, type RatioResult, ratioRow } from './report-ratios.ts';

/** What was measured on, as far as it is told: a version and a count, nothing that names a machine. */
export interface Machine {
  readonly node: string;
  readonly cores: number;
}

/** A benchmark with what it gave. */
export type Result = RatioResult | CountResult;

const isCount = (result: Result): result is CountResult => 'atMost' in result.benchmark;

/** A result as lines of text. */
export function formatResult(result: Result): string {
  return isCount(result) ? formatCountResult(result) : formatRatioResult(result);
}

/** The first line of the report. */
export function formatMachine({ node, cores }: Machine, seed: number): string {
  return `Node ${node}, ${cores} cores, seed ${seed}\n`;
}

/** All results as one JSON text. */
export function formatJson(machine: Machine, seed: number, results: readonly Result[]): string {
  const rows = results.map(result => (isCount(result) ? countRow(result) : ratioRow(result)));
  return `${JSON.stringify({ ...machine, seed, results: rows }, undefined, 2)}\n`;
}
