import type { AuthConfig } from '@rhdh-boost/kagenti-client';
import type { AccessToken, TokenError } from '@rhdh-boost/token-manager';
import type { BoostContext } from '../command/boost-context.ts';
import type { Configuration } from '../configuration/read-configuration.ts';

/** The steps by their ids, which scripts rely on. `steps.ts` has the order in which they run. */
export const stepIds = [
  'configuration',
  'credential',
  'dns',
  'tls',
  'realm',
  'client',
  'service-account',
  'token-lifetime',
  'roles',
  'clock',
  'kagenti',
  'trust',
  'namespaces',
  'agent',
  'audience',
  'stream',
  'store',
  'overrides',
  'secrets',
] as const;

/** The id of a step. */
export type StepId = (typeof stepIds)[number];

/** One thing that a step found. No member contains a secret or a token. */
export interface Finding {
  /** `error` fails the step. */
  readonly severity: 'error' | 'warning';
  /** What is wrong; stable, for scripts: `wrong_secret`. */
  readonly code: string;
  /** What happened and where, with the keys of app-config. */
  readonly message: string;
  /** What to do about it, as sentences. */
  readonly remedy: string;
  /** Commands that carry out the remedy, such as those of `kcadm.sh`. Default: none. */
  readonly commands?: readonly string[];
  /** Where in the configuration it is: `app-config.yaml:12:5`. Default: nowhere. */
  readonly source?: string | undefined;
  /** Whether it may pass by itself, so that `--wait` tries again. Default: false. */
  readonly isTemporary?: boolean;
}

/** What a step found out. */
export type StepOutcome =
  | {
      /** One line about what was found, for a person: `boost in realm dev, 4 roles`. */
      readonly summary: string;
      /** What is wrong. Default: nothing. */
      readonly findings?: readonly Finding[];
      /** Facts for scripts. Default: none. */
      readonly details?: Readonly<Record<string, unknown>>;
    }
  | {
      /** Why the step does not apply: `boost.encryptionSecret is not set`. */
      readonly skipped: string;
    };

/** What steps leave for later ones; each member is set by the step that is named. */
export interface Facts {
  /** `client`: the account's token. Undefined with `boost.kagenti.auth.method: none`. */
  token?: AccessToken;
  /** `client`: when the token was requested and when it came, in milliseconds since 1970 by this machine. */
  tokenTimes?: { readonly sentAt: number; readonly receivedAt: number };
  /** `client`: why Keycloak issued no token although it accepted the client; for `service-account`. */
  tokenRefusal?: TokenError;
  /** `kagenti`: how Kagenti authenticates, its version and the realm that it trusts. */
  kagenti?: AuthConfig;
  /** `agent`: the namespace in which the agent was found whose name was given alone. */
  agentNamespace?: string;
}

/** What a step works with. */
export interface StepContext extends Pick<BoostContext, 'cwd' | 'env' | 'signal'> {
  /** The configuration. */
  readonly configuration: Configuration;
  /** What earlier steps found. */
  readonly facts: Facts;
  /** Whether a chat message may be sent. */
  readonly chat: boolean;
  /** The agent to examine in place of `boost.providers.kagenti.defaultAgent`, as `NAMESPACE/NAME` or `NAME`. */
  readonly agent?: string | undefined;
  /** Shows what a long step does, on a terminal: `asking Keycloak for a token`. */
  readonly progress: (text: string) => void;
}

/** A step of the doctor. */
export interface Step {
  /** Its id. */
  readonly id: StepId;
  /** Its name for a person: `Service account`. */
  readonly title: string;
  /** The steps without which it makes no sense: it is skipped if one of them failed, or was skipped because of one that failed. */
  readonly needs: readonly StepId[];
  /**
   * How long it may take, in milliseconds. Then it failed, and its signal is aborted.
   *
   * @defaultValue 15000
   */
  readonly timeoutMs?: number;
  /** Examines; a step that throws is a defect of `boost`. */
  run(context: StepContext): Promise<StepOutcome>;
}
