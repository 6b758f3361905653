/** Operators know the configuration of Boost, and not the package that defines it. */
export function ownerName(owner: string): string {
  return owner === '@rhdh-boost/config-schema' ? 'Boost configuration' : owner;
}
