import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import type { OutputFormat } from '../command/resource-options.ts';
import { formatPrintableYaml } from './yaml.ts';

/** A result in each of the forms. */
export interface Output {
  /** What Kagenti answers. */
  readonly data: unknown;
  /** For a person. */
  readonly table: () => string;
  /** One line for each resource, as `get` takes it. */
  readonly names: () => string[];
}

/** The text of a result. */
export function formatOutput({ data, table, names }: Output, format: OutputFormat): string {
  if (format === 'json') return formatPrintableJson(data);
  if (format === 'yaml') return formatPrintableYaml(data);
  if (format === 'table') return table();
  return names()
    .map(name => `${name}\n`)
    .join('');
}
