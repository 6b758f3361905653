import { backendRules } from './backend/check-backend-options.ts';
import { type KagentiBackend, startKagentiBackend } from './backend/kagenti-backend.ts';
import type { KagentiBackendOptions } from './backend/kagenti-backend-options.ts';
import {
  type IdentityProviderOptions,
  providerRules,
} from './identity-provider/check-provider-options.ts';
import type { EmbeddedIdentityProvider } from './identity-provider/embedded-identity-provider.ts';
import { defaultClient, randomSecret } from './identity-provider/service-account-client.ts';
import { startIdentityProvider } from './identity-provider/start-identity-provider.ts';
import { isRecord } from './is-record.ts';
import { checkFields, objectWith } from './option-rules.ts';

/** Options of {@link startTestServers}. */
export interface TestServersOptions {
  /**
   * Options of the identity provider. The first of its `clients` is the account that the servers are called with.
   *
   * @defaultValue one client `boost` with a random secret and the role `rossoctl-operator`
   */
  readonly identityProvider?: IdentityProviderOptions;
  /**
   * Options of the Kagenti backend. With `tokenCheck: 'introspection'` and no `introspectionClient` it introspects as
   * a further client, `kagenti-backend`.
   */
  readonly kagenti?: Omit<KagentiBackendOptions, 'identityProvider'>;
}

/** What a service account gets its tokens with: the options of a `KeycloakTokenManager`, and `boost.kagenti.auth`. */
export type TestAccount = {
  /** Where its tokens are requested. */
  readonly tokenEndpoint: string;
  /** The id of its client. */
  readonly clientId: string;
  /** The secret that the client has now, also after `identityProvider.rotateSecret`. */
  readonly clientSecret: string;
};

/** An identity provider and a Kagenti backend that takes its tokens. */
export interface TestServers extends AsyncDisposable {
  /** Where the account gets its tokens, and where a test rotates and revokes. */
  readonly identityProvider: EmbeddedIdentityProvider;
  /** What the account calls. */
  readonly kagenti: KagentiBackend;
  /** The account that may call Kagenti. */
  readonly account: TestAccount;
  /** App-config of a Backstage backend that calls these servers, for `mockServices.rootConfig.factory({ data })`. */
  readonly appConfig: {
    /** What the packages read. */
    readonly boost: {
      /** How callers are checked. */
      readonly security: {
        /** As in production. */
        readonly mode: 'full';
      };
      /** A random secret, the same each time. */
      readonly encryptionSecret: string;
      /** How the backend authenticates to Kagenti. */
      readonly kagenti: {
        /** The account. */
        readonly auth: TestAccount;
      };
      /** The servers that it calls. */
      readonly providers: {
        /** The Kagenti backend. */
        readonly kagenti: {
          /** `http://127.0.0.1:PORT` */
          readonly baseUrl: string;
        };
      };
    };
  };
  /** Stops both servers, and ends every connection. A second call does nothing. */
  stop(): Promise<void>;
}

/**
 * Starts an identity provider and a Kagenti backend for a test, on free loopback ports.
 *
 * @throws TypeError that names an unknown option and the closest valid name, or an option that cannot work; the error
 * of `listen` for a port that is taken. No server runs then.
 */
export async function startTestServers(options: TestServersOptions = {}): Promise<TestServers> {
  checkOptions(options);
  const { clients = [defaultClient] } = options.identityProvider ?? {};
  const [account] = clients;
  if (account === undefined) {
    throw new TypeError(
      "The option 'identityProvider.clients' is empty: name one, or leave it out",
    );
  }
  const introspection = introspectionOf(options);
  const identityProvider = await startIdentityProvider({
    ...options.identityProvider,
    clients: [...clients, ...introspection.clients],
  });
  try {
    const kagenti = await startKagentiBackend({
      ...options.kagenti,
      ...introspection.options,
      identityProvider,
    });
    return new RunningServers(identityProvider, kagenti, account.clientId);
  } catch (error) {
    await identityProvider.stop();
    throw error;
  }
}

/** Refuses unknown options before a server is started; the servers check the values. */
function checkOptions(options: unknown): void {
  if (!isRecord(options)) {
    throw new TypeError('startTestServers takes options as an object, such as { kagenti: {} }');
  }
  const rules = {
    identityProvider: objectWith(providerRules),
    kagenti: objectWith(backendRules),
  };
  checkFields(options, rules, name => name, []);
}

/** The client that the backend introspects with, unless the options name one or it does not introspect. */
function introspectionOf({ kagenti = {} }: TestServersOptions) {
  if (kagenti.tokenCheck !== 'introspection' || kagenti.introspectionClient !== undefined) {
    return { clients: [] };
  }
  const introspectionClient = { clientId: 'kagenti-backend', clientSecret: randomSecret() };
  return { clients: [introspectionClient], options: { introspectionClient } };
}

/** The secrets are behind getters: whoever prints the servers sees none. */
class RunningServers implements TestServers {
  readonly identityProvider: EmbeddedIdentityProvider;
  readonly kagenti: KagentiBackend;
  readonly #clientId: string;
  readonly #encryptionSecret = randomSecret();

  constructor(
    identityProvider: EmbeddedIdentityProvider,
    kagenti: KagentiBackend,
    clientId: string,
  ) {
    this.identityProvider = identityProvider;
    this.kagenti = kagenti;
    this.#clientId = clientId;
  }

  get account(): TestAccount {
    const { clients, tokenEndpoint } = this.identityProvider;
    const client = clients.find(({ clientId }) => clientId === this.#clientId);
    return { tokenEndpoint, clientId: this.#clientId, clientSecret: client?.clientSecret ?? '' };
  }

  get appConfig(): TestServers['appConfig'] {
    return {
      boost: {
        security: { mode: 'full' },
        encryptionSecret: this.#encryptionSecret,
        kagenti: { auth: this.account },
        providers: { kagenti: { baseUrl: this.kagenti.baseUrl } },
      },
    };
  }

  async stop(): Promise<void> {
    await this.kagenti.stop();
    await this.identityProvider.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
