/** What an AuthBridge sidecar says of itself; each part is as recorded when it is left out. */
export interface AuthBridge {
  /** Its configuration, as `agents.identity.config` answers it. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** Its counters, as `agents.identity.status` answers them. */
  readonly status?: Readonly<Record<string, unknown>>;
}

/** A pod of an agent, with AuthBridge in it or not. */
export interface Pod {
  readonly authBridge: Required<AuthBridge> | undefined;
}

/** AuthBridge as it was recorded, but for what the test says. */
export function authBridgeOf(given: AuthBridge): Required<AuthBridge> {
  return { config: given.config ?? recordedConfig(), status: given.status ?? recordedStatus() };
}

function recordedConfig(): Record<string, unknown> {
  const keycloak = {
    keycloak_url: 'http://keycloak-service.keycloak.svc:8080',
    keycloak_realm: 'rossoctl',
  };
  return {
    mode: 'proxy-sidecar',
    pipeline: {
      inbound: {
        plugins: [
          {
            name: 'jwt-validation',
            config: { issuer: 'http://keycloak.localtest.me:8080/realms/rossoctl', ...keycloak },
          },
        ],
      },
      outbound: {
        plugins: [
          {
            name: 'token-exchange',
            config: {
              ...keycloak,
              default_policy: 'passthrough',
              identity: { type: 'client-secret' },
            },
          },
        ],
      },
    },
    tls_bridge: { mode: 'disabled' },
  };
}

function recordedStatus(): Record<string, unknown> {
  return {
    inbound_approvals: { jwt_valid: 12 },
    inbound_denials: { missing_token: 2, audience_mismatch: 1 },
    outbound_approvals: { passthrough: 5 },
    outbound_denials: {},
    outbound_replace_tokens: { 'weather-tool': 3 },
  };
}
