import { AccessToken } from '@rhdh-boost/token-manager';
import { describe, expect, it } from 'vitest';
import { configurationOf } from '../../test/doctor-context.fixture.ts';
import { jwtOf } from '../../test/jwt-of.fixture.ts';
import { reportToken } from './token-report.ts';
import { formatTokenReport } from './token-text.ts';

const rs256 = { alg: 'RS256', kid: 'one' };

function tokenOf(header: object, claims: object): AccessToken {
  return new AccessToken({ value: jwtOf(claims, header), expiresAt: new Date() });
}

/** The report with a value of `boost.kagenti.auth.tokenExpiryBufferSeconds`. */
function report(token: AccessToken, tokenExpiryBufferSeconds?: number) {
  const boost = { kagenti: { auth: { tokenExpiryBufferSeconds } } };
  return reportToken(token, configurationOf({ boost }));
}

describe('what is reported of a token', () => {
  it('has neither the token nor its signature', () => {
    const json = JSON.stringify(report(tokenOf(rs256, { sub: 'x' })));
    expect(json).not.toContain('canarySignature');
  });

  it.each([
    [
      'another algorithm',
      { alg: 'ES256', kid: 'one' },
      /signed with ES256, and Kagenti accepts only RS256/,
    ],
    ['no key', { alg: 'RS256' }, /does not name its key/],
  ])('warns of %s', (_, header, warning) => {
    const { kagenti, warnings } = report(tokenOf(header, {}));
    expect(kagenti).toMatchObject({ level: undefined, open: [] });
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('warns of an opaque token, and shows its end', () => {
    const expiresAt = new Date(Date.now() + 60_000);
    const opaque = report(new AccessToken({ value: 'opaque-canary', expiresAt }));
    expect(opaque).toMatchObject({ claims: undefined, lifetimeSeconds: undefined });
    expect(opaque.warnings).toEqual([expect.stringMatching(/^The token is not a JWT/)]);
    const text = formatTokenReport([], opaque, new Date());
    expect(text).toMatch(/Expires +.*\(in (1 min|59 s)\)/);
    expect(text).toContain('rejected with 401');
    expect(text).not.toContain('opaque-canary');
  });

  it.each([
    [300, undefined, 60, 0],
    [300, 0, 0, 0],
    [60, undefined, 30, 1],
    [60, 30, 30, 0],
  ])('applies at most half of a lifetime of %i s (%s)', (lifetime, buffer, applied, warnings) => {
    const claims = { iat: 1000, exp: 1000 + lifetime, realm_access: { roles: ['rossoctl-admin'] } };
    const found = report(tokenOf(rs256, claims), buffer);
    expect(found.renewedSecondsBeforeEnd).toBe(applied);
    expect(found.warnings).toHaveLength(warnings);
  });

  it('warns of a role that this Kagenti does not read', () => {
    const claims = { realm_access: { roles: ['kagenti-operator'] } };
    expect(report(tokenOf(rs256, claims)).warnings).toContainEqual(
      expect.stringMatching(/kagenti-operator counts only at a Kagenti from before July 2026/),
    );
  });

  it('shows claims that a terminal would obey as escapes', () => {
    const claims = {
      iss: 'https://\u001b[2J',
      resource_access: { '\u202ex': { roles: ['\u0007'] } },
    };
    const text = formatTokenReport([], report(tokenOf(rs256, claims)), new Date());
    expect(text).toContain(String.raw`https://\u001b[2J`);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });
});
