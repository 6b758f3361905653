import type { Command } from 'commander';

/** Where the configuration comes from, besides named files. */
export interface ConfigurationOptions {
  /** App-config files, merged in this order. Default: `app-config.yaml`, then `app-config.local.yaml`. */
  readonly config?: readonly string[];
  /** Where files have their app-config. Default: found by structure. */
  readonly at?: readonly string[];
  /** `KEY=VALUE`, each for a key of the `boost` section that is not a secret. */
  readonly set?: readonly string[];
  /** `boost.providers.kagenti.baseUrl`. */
  readonly baseUrl?: string;
  /** `boost.kagenti.auth.issuer`. */
  readonly issuer?: string;
  /** `boost.kagenti.auth.tokenEndpoint`. */
  readonly tokenEndpoint?: string;
  /** `boost.kagenti.auth.clientId`. */
  readonly clientId?: string;
  /** A file that contains `boost.kagenti.auth.clientSecret`. */
  readonly clientSecretFile?: string;
  /** `boost.kagenti.auth.caFile` and `boost.providers.kagenti.tls.caFile`. */
  readonly caFile?: string;
}

/** What every command with coloured output takes. */
export interface ColorOption {
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** What every command takes. */
export interface JsonOption {
  /** Whether one JSON document is written in place of text. */
  readonly json?: true;
}

const configurationHelp = `
The configuration is read as a Backstage backend reads it: files, over them variables such as
APP_CONFIG_boost_kagenti_auth_clientId, and over both the options. Without files: app-config.yaml, and
app-config.local.yaml if it exists, with those of BACKSTAGE_ENV; none is needed if variables or options set
all that is needed.`;

/** The options of every command that reads the configuration, and what they mean. */
export function addConfigurationOptions(command: Command): Command {
  return command
    .option('--config <file>', 'an app-config file; can be given several times', collect)
    .option('--at <path>', 'where a file has its app-config; can be given several times', collect)
    .option('--base-url <url>', 'address of Kagenti')
    .option('--issuer <url>', 'realm of the account at Keycloak')
    .option('--token-endpoint <url>', 'token endpoint, if the realm has no issuer URL')
    .option('--client-id <id>', 'client of the account')
    .option('--client-secret-file <file>', "a file with the client's secret")
    .option('--ca-file <file>', 'certificates of the authorities of Keycloak and Kagenti, as PEM')
    .option(
      '--set <key=value>',
      'any other key of the boost section; can be given several times',
      collect,
    )
    .addHelpText('after', configurationHelp);
}

/** Collects an option that can be given several times. */
export function collect(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value];
}

/** `--json`. */
export function addJsonOption(command: Command): Command {
  return command.option('--json', 'write JSON for a script');
}

/** `--no-color`. */
export function addColorOption(command: Command): Command {
  return command.option('--no-color', 'no colors; by default only on a terminal without NO_COLOR');
}
