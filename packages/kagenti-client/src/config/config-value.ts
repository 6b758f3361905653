/** The value at a dotted path as it is now, in Backstage's `Config` or in an object. */
export function currentValue(config: object, path: string): unknown {
  if ('getOptional' in config && typeof config.getOptional === 'function') {
    return config.getOptional(path);
  }
  let value: unknown = config;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/**
 * Whether a value is at a dotted path; an empty text counts as not set, unless `emptyIsSet`. One that cannot be read
 * counts as set: whoever judges it reports that.
 */
export function isSet(config: object, path: string, emptyIsSet = false): boolean {
  try {
    const value = currentValue(config, path);
    return value !== undefined && value !== null && (emptyIsSet || value !== '');
  } catch {
    return true;
  }
}
