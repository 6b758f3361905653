/**
 * Whether a value looks like base64 of a text, as `data` of a Kubernetes Secret has it. A secret that Keycloak generates
 * also consists of such characters, but what it decodes to is no text.
 */
export function looksLikeBase64(value: string): boolean {
  if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  const decoded = Buffer.from(value, 'base64');
  return decoded.length >= 8 && /^[\x20-\x7E]+\n?$/.test(decoded.toString('latin1'));
}
