import type { BoostConfigKey, BoostConfigValue } from './registry.ts';

type Values = { readonly [Key in BoostConfigKey]: BoostConfigValue<Key> };

/** The first name of a dotted path. */
type FirstName<Path> = Path extends `${infer First}.${string}` ? First : Path;

/** The paths below a name, without it. */
type Below<Paths, Name extends string> = {
  readonly [Path in keyof Paths as Path extends `${Name}.${infer Rest}`
    ? Rest
    : never]: Paths[Path];
};

/** The first names that have a required value at or below them. */
type RequiredNames<Paths> = {
  [Path in keyof Paths]: undefined extends Paths[Path] ? never : FirstName<Path>;
}[keyof Paths];

type Node<Paths, Name> = Name extends keyof Paths
  ? Exclude<Paths[Name], undefined>
  : Section<Below<Paths, Name & string>>;

/** Merges an intersection, so that an editor shows the keys and not how they were made. */
type Flat<Type> = { [Key in keyof Type]: Type[Key] };

/** The nested form of a flat record of dotted paths. */
type Section<Paths> = Flat<
  { readonly [Name in RequiredNames<Paths> & string]: Node<Paths, Name> } & {
    readonly [Name in Exclude<FirstName<keyof Paths>, RequiredNames<Paths>> & string]?: Node<
      Paths,
      Name
    >;
  }
>;

/**
 * A checked configuration, nested as app-config is: `config.boost?.kagenti?.auth?.clientId`.
 * Without a `boost` section it is empty; with one, `boost.security.mode` is there. What was not
 * set is not there: defaults belong to whoever reads the value.
 */
export type BoostConfig = Partial<Section<Values>>;
