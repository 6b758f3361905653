import { formatPrintableJson } from '@rhdh-boost/internal/printable';
import { formatPrintableYaml } from './yaml.ts';

/** What `--output` takes. */
export const outputFormats = ['table', 'json', 'yaml', 'name'] as const;

/** How a result is written. */
export type OutputFormat = (typeof outputFormats)[number];

/** A result in each of the forms. */
export interface Output {
  /** What Kagenti answers. */
  readonly data: unknown;
  /** For a person. */
  table(): string;
  /** One line for each resource, as `get` takes it. */
  names(): string[];
}

/** The text of a result. */
export function formatOutput({ data, table, names }: Output, format: OutputFormat): string {
  switch (format) {
    case 'json':
      return formatPrintableJson(data);
    case 'yaml':
      return formatPrintableYaml(data);
    case 'name':
      return names()
        .map(name => `${name}\n`)
        .join('');
    case 'table':
      return table();
  }
}
