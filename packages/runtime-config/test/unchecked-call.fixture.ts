import type { ConfigResolver } from '../src/config-resolver.ts';

/** A method of a resolver with arguments that no type has checked, as JavaScript or JSON may have them. */
export async function callUnchecked(
  config: ConfigResolver,
  method: keyof ConfigResolver,
  ...args: readonly unknown[]
): Promise<unknown> {
  return Reflect.apply(Reflect.get(config, method), config, args);
}
