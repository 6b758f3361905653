import type { OutputFormat } from '../output/output-format.ts';
import type { ConfigurationOptions, JsonOption } from './common-options.ts';

/** The options of `list` and `get`. */
export interface ResourceOptions extends ConfigurationOptions, JsonOption {
  /** How the result is written. */
  readonly output: OutputFormat;
  /** The Backstage user that calls are made for. Default: none, the calls are made as a service. */
  readonly user?: string;
  /** Namespaces to use. Default: those of `boost.providers.kagenti.namespaces`. */
  readonly namespace?: readonly string[];
}

/** How the result is written: `--json` is `-o json`. */
export function formatOf({ json, output }: ResourceOptions): OutputFormat {
  return json ? 'json' : output;
}
