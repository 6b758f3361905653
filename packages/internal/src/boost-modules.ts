/** The sections of Boost's other modules: those of the set `@rhdh-boost/config-schema/boost-modules`. */
export const moduleSections: readonly string[] = [
  'boost.connectors',
  'boost.ingestion',
  'boost.providers.ogx',
  'boost.entityProviders',
];

/** What to do about a section of Boost's other modules that no given set has; undefined for any other path. */
export function findModuleHint(path: string): string | undefined {
  if (!moduleSections.includes(path)) return undefined;
  return `${path} belongs to Boost's other modules. Add --fields @rhdh-boost/config-schema/boost-modules.`;
}
