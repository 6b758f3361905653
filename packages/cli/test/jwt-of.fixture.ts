/** A JSON Web Token with these claims, whose signature is that of nobody. */
export function jwtOf(claims: object, header: object = { alg: 'none' }): string {
  const parts = [header, claims].map(part =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, 'canarySignature'].join('.');
}
