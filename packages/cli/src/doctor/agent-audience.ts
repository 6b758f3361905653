import type { IdentityConfig } from '@rhdh-boost/kagenti-client';
import type { ChosenAgent } from './chosen-agent.ts';
import {
  clientPath,
  type KeycloakAccount,
  kcadm,
  listScopes,
  realmOption,
  scopeId,
  settingOptions,
  shellWords,
} from './kcadm.ts';

/** Which tokens the AuthBridge of an agent lets in. */
export interface InboundRule {
  /** The issuer; undefined if it names none. */
  readonly issuer: string | undefined;
  /** Audiences that the configuration names. Without any, the agent's own client id is the audience. */
  readonly audiences: readonly string[];
  /** Whether the audience follows from the host of each request, so that it cannot be known before. */
  readonly isByHost: boolean;
}

/**
 * The rule of the plugin `jwt-validation` (authbridge/authlib/plugins/jwtvalidation/plugin.go of Rossoctl's cortex,
 * da955ea1); undefined if AuthBridge checks no token.
 */
export function inboundRule({ pipeline }: IdentityConfig): InboundRule | undefined {
  const plugins = field(field(pipeline, 'inbound'), 'plugins');
  const plugin = Array.isArray(plugins)
    ? plugins.find(candidate => field(candidate, 'name') === 'jwt-validation')
    : undefined;
  if (plugin === undefined) return undefined;
  const config = field(plugin, 'config');
  const allowed = field(config, 'allowed_audiences');
  const named: unknown[] = [field(config, 'audience'), ...(Array.isArray(allowed) ? allowed : [])];
  const issuer = field(config, 'issuer');
  return {
    issuer: typeof issuer === 'string' ? issuer : undefined,
    audiences: named.filter(isAudience),
    isByHost: field(config, 'audience_mode') === 'per-host',
  };
}

/** The audiences of a token: claim `aud`, a text or a list (RFC 7519 section 4.1.3). */
export function audiencesOf(claims: Readonly<Record<string, unknown>>): readonly string[] {
  const { aud } = claims;
  return (Array.isArray(aud) ? aud : [aud]).filter(audience => typeof audience === 'string');
}

/**
 * The audience of a token that is the agent itself. Its client id in Keycloak is `NAMESPACE/NAME` or, with SPIRE,
 * `spiffe://TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT` (resolveKeycloakClientID in
 * operator/internal/controller/clientregistration_controller.go of Kagenti's operator); Kagenti names the service
 * account as the agent.
 */
export function ownAudience(
  { namespace, name }: Pick<ChosenAgent, 'namespace' | 'name'>,
  audiences: readonly string[],
): string | undefined {
  const ofSpire = `/ns/${namespace}/sa/${name}`;
  return audiences.find(
    audience =>
      audience === `${namespace}/${name}` ||
      (audience.startsWith('spiffe://') && audience.endsWith(ofSpire)),
  );
}

/**
 * Puts the agent's audience into the tokens of the client: by the client scope `agent-NAMESPACE-NAME-aud` that Kagenti's
 * operator makes (AudienceScopeName in internal/keycloak/audience.go), which is created if it does not exist. Keycloak
 * adds a new default scope only to clients that are created later, which is why the account may lack it.
 *
 * @param account - the service account
 * @param agent - the agent
 * @param audience - what the agent's AuthBridge expects; its own client id, by default
 */
export function audienceCommands(
  account: KeycloakAccount,
  { namespace, name }: Pick<ChosenAgent, 'namespace' | 'name'>,
  audience = `${namespace}/${name}`,
): string[] {
  const scope = `agent-${namespace}-${name}-aud`;
  const mapper = JSON.stringify([
    {
      name: scope,
      protocol: 'openid-connect',
      protocolMapper: 'oidc-audience-mapper',
      config: {
        'included.custom.audience': audience,
        'access.token.claim': 'true',
        'id.token.claim': 'false',
      },
    },
  ]);
  const settings = [`name=${scope}`, 'protocol=openid-connect', `protocolMappers=${mapper}`];
  const inRealm = realmOption(account);
  const create = kcadm('create', 'client-scopes', ...inRealm, ...settingOptions(settings));
  const path = clientPath(account, `/default-client-scopes/${scopeId(account, scope)}`);
  return [
    `${listScopes(account)} | grep -q ',${scope}$' || ${create}`,
    `kcadm.sh update ${path} ${shellWords(inRealm)}`,
  ];
}

function isAudience(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
