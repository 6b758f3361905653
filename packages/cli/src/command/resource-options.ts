import type { ConfigurationOptions, JsonOption } from './common-options.ts';

/** What `--output` takes. It is here because the help needs it, and does not load what formats a result. */
export const outputFormats = ['table', 'json', 'yaml', 'name'] as const;

/** How a result is written. */
export type OutputFormat = (typeof outputFormats)[number];

/** The options of `list` and `get`. */
export interface ResourceOptions extends ConfigurationOptions, JsonOption {
  /** How the result is written. */
  readonly output: OutputFormat;
  /** The Backstage user that calls are made for. Default: none, the calls are made as a service. */
  readonly user?: string;
  /** Namespaces to use. Default: those of `boost.providers.kagenti.namespaces`. */
  readonly namespace?: readonly string[];
}

/** The options of `get`. */
export interface GetOptions extends ResourceOptions {
  /** Whether values of environment variables are shown. Default: false. */
  readonly showEnv?: boolean;
}

/** How the result is written: `--json` is `-o json`. */
export function formatOf({ json, output }: ResourceOptions): OutputFormat {
  return json ? 'json' : output;
}
