import { issuerOf } from '@rhdh-boost/internal/credential-url';
import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import { accountMethod, accountText, authKey, noAccount } from '../account-keys.ts';
import { type KeycloakAccount, keycloakAccount, updateRealm } from '../kcadm.ts';
import { askServer, type NoAnswer, type ServerAnswer } from '../server-request.ts';
import { findingAt, type Server, type ServerFinding, serverNamed } from '../servers.ts';
import type { Finding, Step, StepContext } from '../step.ts';

/** Where OpenID Connect Discovery 1.0 section 4 has the document. */
const discoveryPath = '/.well-known/openid-configuration';

/** How many characters an issuer may have that is shown. */
const longestIssuer = 200;

/** What discovery documents call the methods, where it is not their name in app-config. */
const registeredMethods: Readonly<Record<string, string>> = { client_assertion: 'private_key_jwt' };

/** Whether the realm exists, is the one that is meant, and offers what the account needs. */
export const realmStep: Step = {
  id: 'realm',
  title: 'Realm',
  needs: ['tls'],
  timeoutMs: 30_000,
  async run(context) {
    const { configuration } = context;
    const server = serverNamed('Keycloak', configuration);
    if (server === undefined) return { skipped: noAccount };
    const issuer = issuerFor(server);
    if (issuer === undefined) {
      return { skipped: `${server.key} names no realm, so there is no document to compare with` };
    }
    const answer = await askServer(server, new URL(`${issuer}${discoveryPath}`), context);
    const document = documentIn(answer);
    if (document === undefined) {
      const found = await explainAnswer({ server, issuer, answer }, context);
      return { summary: issuer, findings: [found] };
    }
    return {
      summary: issuer,
      findings: judgeDocument(document, { server, issuer, answer }, context),
      details: {
        issuer: shown(document['issuer']),
        tokenEndpoint: shown(document['token_endpoint']),
      },
    };
  },
};

/** A question and its answer. */
interface Asked {
  readonly server: Server;
  readonly issuer: string;
  readonly answer: ServerAnswer | NoAnswer;
}

/** Exactly as it is configured, or as the path of Keycloak's token endpoint has it. */
function issuerFor({ key, url }: Server): string | undefined {
  return key.endsWith('.issuer') ? withoutSlash(url.href) : issuerOf(url);
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, '');
}

function documentIn(answer: ServerAnswer | NoAnswer): Record<string, unknown> | undefined {
  if ('failure' in answer || answer.status !== 200) return undefined;
  const document = parseJsonObject(answer.text);
  return typeof document?.['token_endpoint'] === 'string' ? document : undefined;
}

async function explainAnswer(asked: Asked, context: StepContext): Promise<Finding> {
  const { server, issuer, answer } = asked;
  const { key } = server;
  const finding = findingAt(server, context.configuration);
  if ('failure' in answer) {
    return finding({
      code: 'no_answer',
      message: `${issuer} does not answer (${answer.failure}).`,
      remedy: 'Check the log of Keycloak, and what is in front of it.',
      isTemporary: true,
    });
  }
  const { status, text } = answer;
  if (status >= 300 && status < 400) return redirected(asked, answer, context);
  if (status >= 500 || status === 429) {
    return finding({
      code: 'server_error',
      message: `${issuer} answers ${status}.`,
      remedy: 'Check the log of Keycloak, and what is in front of it: it may still be starting.',
      isTemporary: true,
    });
  }
  const account = keycloakAccount(context.configuration);
  const other = await findOtherPrefix(asked, context);
  if (other !== undefined) {
    const isSuperfluous = new URL(issuer).pathname.startsWith('/auth/');
    return finding({
      code: isSuperfluous ? 'auth_prefix' : 'auth_prefix_missing',
      message: isSuperfluous
        ? `${key} has the prefix /auth, which Keycloak has not had since version 17.`
        : `${key} lacks the prefix /auth, which this Keycloak has.`,
      remedy: `Set ${key} to ${server.url.href.replace(issuer, other)}.`,
    });
  }
  if (account !== undefined && text.includes('Realm does not exist')) {
    return finding({
      code: 'unknown_realm',
      message: `Keycloak has no realm ${account.realm}, which ${key} names.`,
      remedy: `Correct the realm in ${key}: upper and lower case matter. The command lists the realms.`,
      commands: ['kcadm.sh get realms --fields realm'],
    });
  }
  if (status === 403 && text.includes('HTTPS required')) {
    return finding(httpsRequired(asked, account));
  }
  if (status === 403) {
    return finding({
      code: 'forbidden',
      message: `${issuer} answers 403.`,
      remedy: 'A gateway in front of Keycloak may forbid it: check its rules.',
    });
  }
  return finding({
    code: 'no_discovery_document',
    message: `${issuer}${discoveryPath} answers ${status} without a discovery document${pageIn(text)}.`,
    remedy: `Check ${key}: an issuer of Keycloak is https://HOST/realms/REALM. If it is right, a gateway or login page in front of Keycloak answers in its place.`,
  });
}

/** The text is Keycloak's: the realm has `sslRequired`, and the request came without TLS, as far as Keycloak knows. */
function httpsRequired(
  { server, issuer }: Asked,
  account: KeycloakAccount | undefined,
): ServerFinding {
  const { key, caFileKey, url } = server;
  const quoted = 'answers 403 "HTTPS required"';
  if (url.protocol === 'https:') {
    return {
      code: 'https_required',
      message: `${issuer} ${quoted}, although ${key} is https: something in front of Keycloak ends TLS, and Keycloak does not know.`,
      remedy:
        'Have the proxy set the header X-Forwarded-Proto, and start Keycloak with --proxy-headers=xforwarded.',
    };
  }
  return {
    code: 'https_required',
    message: `${issuer} ${quoted}: Keycloak demands https for this realm ("Require SSL").`,
    remedy: `Set ${key} to the https address of Keycloak. Its port is another one than that of http (by default 8443 and 8080). If its authority is your own, also set ${caFileKey}. Or, if plain http is acceptable from private addresses, let the realm demand https only for external requests, as the command does.`,
    ...(account && { commands: [updateRealm(account, 'sslRequired=external')] }),
  };
}

function pageIn(text: string): string {
  return /^\s*</.test(text) ? ', but with a page' : '';
}

function redirected(
  { server, issuer }: Asked,
  answer: ServerAnswer,
  context: StepContext,
): Finding {
  const target = answer.header('location') ?? '';
  // Its query may contain anything.
  const { origin, pathname } = URL.canParse(target, issuer)
    ? new URL(target, issuer)
    : { origin: '', pathname: 'an address that is no URL' };
  const finding = findingAt(server, context.configuration);
  return finding({
    code: 'redirect',
    message: `${issuer} redirects to ${origin}${pathname}. Redirects are not followed: they could take the credential elsewhere.`,
    remedy: `Set ${server.key} to the final address. If that is a login page, let requests to Keycloak pass without it.`,
  });
}

/** Keycloak before 17, and Red Hat Single Sign-On, have /auth before /realms; later ones only where it is configured. */
async function findOtherPrefix(
  { server, issuer }: Asked,
  context: StepContext,
): Promise<string | undefined> {
  const { origin, pathname } = new URL(issuer);
  const other = pathname.startsWith('/auth/')
    ? `${origin}${pathname.slice('/auth'.length)}`
    : `${origin}/auth${pathname}`;
  const answer = await askServer(server, new URL(`${other}${discoveryPath}`), context);
  return documentIn(answer) === undefined ? undefined : other;
}

function judgeDocument(
  document: Record<string, unknown>,
  { server, issuer }: Asked,
  context: StepContext,
): Finding[] {
  const { configuration } = context;
  const { key } = server;
  const finding = findingAt(server, configuration);
  const findings: Finding[] = [];
  const named = document['issuer'];
  const method = accountMethod(configuration);
  const isGiven = key.endsWith('.issuer');
  const given = isGiven ? (accountText(configuration, 'issuer') ?? issuer) : issuer;
  const signs = method === 'private_key_jwt' || method === 'client_assertion';
  if (typeof named === 'string' && named !== given && (isGiven || signs)) {
    findings.push(
      finding(isAddress(named) ? otherIssuer(named, given, key) : noIssuer(given, key)),
    );
  }
  const offered = document['token_endpoint_auth_methods_supported'];
  const needed = registeredMethods[method] ?? method;
  if (Array.isArray(offered) && !offered.includes(needed)) {
    findings.push(
      finding({
        code: 'method_not_offered',
        message: `The server does not offer ${needed}, which ${authKey}.method needs.`,
        remedy: `Set ${authKey}.method to one of ${offered.filter(each => typeof each === 'string').join(', ')}.`,
        source: configuration.sourceOf(`${authKey}.method`),
      }),
    );
  }
  const grants = document['grant_types_supported'];
  if (Array.isArray(grants) && !grants.includes('client_credentials')) {
    findings.push(
      finding({
        code: 'grant_not_offered',
        message: 'The server does not offer the grant client_credentials.',
        remedy: 'Turn the grant on at the server.',
      }),
    );
  }
  return findings;
}

function otherIssuer(named: string, given: string, key: string): ServerFinding {
  return {
    code: 'other_issuer',
    message: `The realm's issuer is ${named}, and not ${given}, which ${key} names.`,
    remedy: key.endsWith('.issuer')
      ? `Set ${key} to exactly ${named}. If that is not the address, correct Keycloak's hostname settings.`
      : `Replace ${key} with ${authKey}.issuer: ${named}. Boost issues its assertions for the issuer.`,
  };
}

function noIssuer(given: string, key: string): ServerFinding {
  return {
    code: 'other_issuer',
    message: `The issuer in the discovery document is not an address, and not ${given}, which ${key} names.`,
    remedy: `Check that ${key} is the address of Keycloak, and check Keycloak's hostname settings.`,
  };
}

/** A value of the document for the report; null in place of one that is no address. */
function shown(value: unknown): string | null {
  return typeof value === 'string' && isAddress(value) ? value : null;
}

/** Whether a text of the server is an address that may be shown, and copied into the configuration. */
function isAddress(text: string): boolean {
  if (text.length > longestIssuer || !/^https?:\/\/[!-~]+$/.test(text)) return false;
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return [username, password, search, hash].every(part => part === '');
}
