/** Numbers that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 on, below `limit`. */
  below(limit: number): number;
  /** One of the items. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
}

/** A multiplicative generator of 31 bits (Park and Miller's), which is plenty for inputs of a benchmark. */
export function randomFrom(seed: number): Random {
  const modulus = 2_147_483_647;
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1;
  const below = (limit: number) => {
    state = (state * 48_271) % modulus;
    return state % limit;
  };
  return { below, pick: items => items[below(items.length)] ?? items[0] };
}
