// Made from the registry of fields: do not edit. Backstage reads the tags of the comments.

export interface Config {
  boost?: {
    security: {
      /**
       * How callers are checked: full (sign-in and permissions), plugin-only (sign-in to Boost
       * alone), or development-only-no-auth (nobody is checked; never in production). Required, so
       * that nobody is without authentication by silence.
       *
       * @configScope yaml-only
       */
      mode: 'development-only-no-auth' | 'plugin-only' | 'full';
    };
    /**
     * Encrypts the secrets that are stored in the database, and binds chat sessions to their user.
     * At least 16 characters.
     *
     * @visibility secret
     * @deepVisibility secret
     * @configScope yaml-only
     */
    encryptionSecret?: string;
    /**
     * Earlier values of boost.encryptionSecret: they still decrypt what was stored under them.
     * Boost 0.8 accepted any length, so fewer than 16 characters are allowed here; such a secret
     * only decrypts what Boost 0.8 encrypted.
     *
     * @visibility secret
     * @deepVisibility secret
     * @configScope yaml-only
     */
    previousEncryptionSecrets?: string[];
    model?: {
      /**
       * Where the language model is served, as an OpenAI-compatible endpoint.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      baseUrl?: string;
      /**
       * The name under which the endpoint serves the model.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      name?: string;
    };
    /**
     * What the model is told before every conversation.
     *
     * @configScope db-overridable
     */
    systemPrompt?: string;
    features?: {
      /**
       * Whether people may create agents.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      agentCreation?: boolean | string;
      /**
       * Whether the skills marketplace is shown.
       *
       * @visibility frontend
       * @configScope db-overridable
       */
      skillsMarketplace?: boolean | string;
    };
    agentApproval?: {
      /**
       * What decides whether an agent is published: built-in (a person, in Boost) or sonataflow (a
       * workflow).
       *
       * @configScope db-overridable
       */
      mode?: 'built-in' | 'sonataflow';
      sonataflow?: {
        /**
         * The SonataFlow workflow that decides. Required when boost.agentApproval.mode is
         * sonataflow.
         *
         * @configScope yaml-only
         */
        endpoint?: string;
      };
    };
    skillsMarketplace?: {
      /**
       * Where the skills marketplace is served.
       *
       * @configScope yaml-only
       */
      endpoint?: string;
      /**
       * Whether skills are taken from the marketplace.
       *
       * @configScope db-overridable
       */
      enabled?: boolean | string;
    };
    kagenti?: {
      auth?: {
        /**
         * Keycloak's token endpoint. Set together with clientId and clientSecret, or not at all.
         * https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.
         *
         * @configScope yaml-only
         */
        tokenEndpoint?: string;
        /**
         * The service account's client id in Keycloak.
         *
         * @configScope yaml-only
         */
        clientId?: string;
        /**
         * The client's secret. Take it from a mounted file ($file), so that a rotation needs no
         * restart, or from the environment.
         *
         * @visibility secret
         * @deepVisibility secret
         * @configScope yaml-only
         */
        clientSecret?: string;
        /**
         * How many seconds before its end a token is renewed. The token manager applies 60 when it
         * is not set, and never more than half of the lifetime.
         *
         * @configScope yaml-only
         * @minimum 0
         * @maximum 86400
         * @multipleOf 1
         */
        tokenExpiryBufferSeconds?: number;
        /**
         * The scopes to ask for, apart by spaces. Not sent when it is not set.
         *
         * @configScope yaml-only
         */
        scope?: string;
        /**
         * A PEM file with the certificate authorities that Keycloak's certificate is checked
         * against, beside those of Node.
         *
         * @configScope yaml-only
         */
        caFile?: string;
      };
      /**
       * Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only
       * for clusters whose mesh encrypts the traffic.
       *
       * @configScope yaml-only
       * @default false
       */
      allowInClusterHttp?: boolean | string;
    };
    providers?: {
      kagenti?: {
        /**
         * Where the Kagenti backend is served. https; http only on loopback, or in-cluster with
         * boost.kagenti.allowInClusterHttp.
         *
         * @configScope yaml-only
         */
        baseUrl?: string;
        /**
         * The agent of a chat call that names none, as namespace/name.
         *
         * @configScope yaml-only
         */
        defaultAgent?: string;
        /**
         * The namespaces that may be called. A call to another one is refused before anything is
         * sent. All, when it is not set.
         *
         * @configScope yaml-only
         */
        namespaces?: string[];
        /**
         * How many milliseconds the Kagenti backend may take to begin an answer, and may be silent
         * in one. A call as a whole, with its token and its retries, may take twice that. The
         * client applies 30000 when it is not set.
         *
         * @configScope yaml-only
         * @minimum 1
         * @maximum 2147483647
         * @multipleOf 1
         */
        requestTimeoutMs?: number;
        /**
         * How many milliseconds a chat stream may be silent. The client applies 300000 when it is
         * not set.
         *
         * @configScope yaml-only
         * @minimum 1
         * @maximum 2147483647
         * @multipleOf 1
         */
        streamIdleTimeoutMs?: number;
        /**
         * How often a call that is safe to repeat is tried again, 100 times at most: a higher
         * number counts as 100. The client applies 2 when it is not set.
         *
         * @configScope yaml-only
         * @minimum 0
         * @multipleOf 1
         */
        maxRetries?: number;
        tls?: {
          /**
           * A PEM file with the certificate authorities that the Kagenti backend's certificate is
           * checked against, beside those of Node.
           *
           * @configScope yaml-only
           */
          caFile?: string;
        };
      };
    };
    devSpaces?: {
      /**
       * The credentials by which Boost opens a workspace in Dev Spaces.
       *
       * @visibility secret
       * @deepVisibility secret
       * @configScope db-overridable
       */
      credentials?: string;
    };
  };
}
