/** Where the middle of some figures lies, and how far they spread. */
export interface Spread {
  /** Half of the figures are below, half above. */
  readonly median: number;
  /** A quarter of the figures is below. */
  readonly lowerQuartile: number;
  /** A quarter of the figures is above. */
  readonly upperQuartile: number;
}

/** The median of figures and the quartiles around it. Throws a RangeError when there are none. */
export function spreadOf(figures: readonly number[]): Spread {
  if (figures.length === 0) {
    throw new RangeError('There are no figures.');
  }
  const sorted = [...figures].sort((one, other) => one - other);
  return {
    median: quantile(sorted, 0.5),
    lowerQuartile: quantile(sorted, 0.25),
    upperQuartile: quantile(sorted, 0.75),
  };
}

/** The figure at a part of the way through the sorted ones, between two of them where it must be. */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
