/** The sections of Boost's other modules: those of the set `@rhdh-boost/config-schema/boost-modules`. */
export const moduleSections: readonly string[] = [
  'boost.connectors',
  'boost.ingestion',
  'boost.providers.ogx',
  'boost.entityProviders',
];

/** What to do about a path that belongs to Boost's other modules; undefined for any other path. */
export function findModuleHint(path: string): string | undefined {
  const section = moduleSections.find(name => path === name || path.startsWith(`${name}.`));
  if (section === undefined) return undefined;
  return `${section} belongs to Boost's other modules. Add --fields @rhdh-boost/config-schema/boost-modules.`;
}
