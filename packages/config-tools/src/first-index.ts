/**
 * The index of the first item for which something holds, found by halves; their number when it
 * holds for none.
 *
 * @param items - in such an order that what holds for one holds for all behind it
 */
export function firstIndex<Item extends object | number>(
  items: readonly Item[],
  holds: (item: Item) => boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item === undefined || holds(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
