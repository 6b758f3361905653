import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { type Front, passOn } from './fronts.fixture.ts';
import { startHttpServer } from './listening.fixture.ts';

/** As `ui-v2/nginx.conf` of Rossoctl: `/api/` is passed on, `/health` is nginx's own, and the rest is a page. */
export function startUserInterface(kagenti: string): Promise<Front> {
  return startHttpServer((incoming, response) => {
    if (incoming.url?.startsWith('/api/')) {
      passOn(incoming, response, kagenti);
      return;
    }
    const isHealth = incoming.url === '/health';
    response.writeHead(200, { 'content-type': isHealth ? 'text/plain' : 'text/html' });
    response.end(isHealth ? 'healthy\n' : '<!doctype html><title>Kagenti</title>');
  });
}

/** As oauth2-proxy: whoever has no session gets a 401 for JSON, and for anything else the way to the login. */
export function startLoginProxy(issuer: string): Promise<Front> {
  return startHttpServer(({ headers }, response) => {
    if (headers.accept === 'application/json') {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    const location = `${issuer}/protocol/openid-connect/auth?client_id=kagenti-ui&state=canary`;
    response.writeHead(302, { location }).end();
  });
}

/** A Kagenti whose agents want their audience: as its stream answers where an AuthBridge rejects the token. */
export function startStrictAgents(kagenti: string, audience: string): Promise<Front> {
  return startHttpServer((incoming, response) => {
    const token = incoming.headers.authorization?.replace('Bearer ', '') ?? '';
    const { aud } = jwtClaims(token) ?? {};
    if (incoming.url?.endsWith('/stream') && ![aud].flat().includes(audience)) {
      incoming.resume();
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end('{"detail":"Agent rejected token (audience mismatch)"}');
      return;
    }
    passOn(incoming, response, kagenti);
  });
}

/** A Kagenti without authentication: it adds a token to each request. */
export function startOpenKagenti(kagenti: string, getToken: () => Promise<string>): Promise<Front> {
  return startHttpServer(async (incoming, response) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${await getToken()}` };
    passOn(incoming, response, kagenti, { headers });
  });
}
