import * as fc from 'fast-check';

/** What errors are searched for. */
export const canary = 'c4n4ry';

function throws(): never {
  throw new Error(`thrown: ${canary}`);
}

/** An object that can be read so many times, and throws the canary from then on. */
export function moody(patience: number): object {
  let reads = 0;
  const read = () => {
    reads += 1;
    return reads > patience ? throws() : canary;
  };
  return Object.defineProperty({ toString: throws }, 'mode', { enumerable: true, get: read });
}

/** Makes a value. Some cannot even be read by fast-check, so that a case is the function. */
export type Maker = () => unknown;

/** Makes any value that JavaScript has, those included that throw when they are read. */
export const anyMaker: fc.Arbitrary<Maker> = fc.oneof(
  fc
    .anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
      withBoxedValues: true,
      maxDepth: 2,
      maxKeys: 4,
    })
    .map(value => () => value),
  fc.nat({ max: 8 }).map(patience => () => moody(patience)),
  fc.constantFrom<Maker>(
    () => ({ getOptional: throws }),
    () => ({ getOptional: () => ({ sample: moody(2) }) }),
    () => ({ getOptional: () => moody(0), subscribe: throws }),
    () => ({ toJSON: throws }),
    () => ({ toJSON: () => canary }),
    () => [[{ deep: moody(1) }]],
    () => Symbol(canary),
    () => throws,
  ),
);
