import * as fc from 'fast-check';
import { canary } from './any-section.fixture.ts';

/** An instance of a class that shows the canary wherever it is looked at. */
class Planted {
  secret = canary;
  get mode(): string {
    return canary;
  }
  toJSON(): string {
    return canary;
  }
  toString(): string {
    return canary;
  }
}

function throws(): never {
  throw new Error(`thrown: ${canary}`);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Makes a value. Some cannot even be looked at by fast-check, so that a case is the function. */
export type Maker = () => unknown;

/** What no file can hold. */
const makers: readonly Maker[] = [
  () => new Planted(),
  () => Planted,
  () => ({ security: new Planted(), model: { name: new Planted() } }),
  () => Object.defineProperty({}, 'mode', { enumerable: true, get: throws }),
  () => ({ toString: throws, [Symbol.toPrimitive]: throws }),
  () => ({ getOptional: throws }),
  () => ({ getOptional: () => new Planted() }),
  () => new Proxy({}, { get: throws, ownKeys: throws, has: throws, getPrototypeOf: throws }),
  () => new Proxy({ name: canary }, { getOwnPropertyDescriptor: throws }),
  () => new Proxy([canary], { get: throws }),
  revoked,
  () => Object.create({ clientSecret: canary, mode: canary }),
  () => Symbol(canary),
  () => () => canary,
  () => 10n ** 400n,
  () => new Date(Number.NaN),
  () => new Map([[canary, canary]]),
  () => new Set([canary]),
  () => new Error(canary),
  () => new Uint8Array(3),
  () => Object.assign([], { 1: canary }),
  () => Object(canary),
];

/** Makes a value that no file can hold. */
export const oddMaker = fc.constantFrom(...makers);

/** Makes anything that JavaScript has. */
export const anyMaker = fc.oneof(
  oddMaker,
  fc
    .anything({
      maxDepth: 3,
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
    })
    .map(
      (value): Maker =>
        () =>
          value,
    ),
);
