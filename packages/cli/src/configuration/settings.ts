import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import type { Configuration } from './read-configuration.ts';

/** A setting that a command works with, and its source. */
export interface Setting {
  /** The dotted key in app-config. */
  readonly key: string;
  /** The value; `<secret>` instead of one that is, contains or may be a secret. */
  readonly value: string | number | boolean | readonly unknown[];
  /** Where it is set: `app-config.yaml:12:5`, `the option --issuer`, `the variable APP_CONFIG_…`. */
  readonly source: string;
}

/** What is shown instead of a secret. */
const hiddenValue = '<secret>';

/** The known fields of the `boost` section that are set, in the order of the reference. No secret is among them. */
export function listSettings({
  get,
  sourceOf,
}: Pick<Configuration, 'get' | 'sourceOf'>): Setting[] {
  const fields = Object.entries(boostConfigRegistry.fields);
  const isSecret = new Set(
    fields.filter(([, { sensitive }]) => sensitive === true).map(([key]) => key),
  );
  const secrets = new Set([...isSecret].flatMap(key => textsIn(get(key))));
  return fields.flatMap(([key]): Setting[] => {
    const value = get(key);
    const source = sourceOf(key);
    if (value === undefined || source === undefined) return [];
    const isHidden = isSecret.has(key) || textsIn(value).some(text => mayBeSecret(text, secrets));
    return [{ key, value: isHidden || !isPlain(value) ? hiddenValue : value, source }];
  });
}

/** A URL may contain a password, and somebody may have written a secret a second time. */
function mayBeSecret(text: string, secrets: ReadonlySet<string>): boolean {
  return secrets.has(text) || /:\/\/[^/?#]*@|[?&#]/.test(text);
}

/** A section where a value is expected may have a secret as a name. */
function isPlain(value: unknown): value is Setting['value'] {
  if (Array.isArray(value)) return value.every(item => isPlain(item) && !Array.isArray(item));
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Every single value in a value, as text. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}
