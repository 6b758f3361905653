/** The last name of a dotted path: `clientId` of `boost.kagenti.auth.clientId`. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
