/** A sentence that tells of which kind the given value is. */
export function nowIs(given: unknown): string {
  const unset = given === undefined || given === '' ? ': is its variable set?' : '.';
  return `Now it is ${kindOf(given)}${unset}`;
}

/** What was given for an option, in words that show nothing of it: it may be a secret under a wrong name. */
export function kindOf(given: unknown): string {
  if (given === undefined) return 'undefined';
  if (given === '') return 'empty';
  if (given === null) return 'null';
  if (Number.isNaN(given)) return 'NaN';
  if (Array.isArray(given)) return 'a list';
  if (Object.prototype.toString.call(given) === '[object URL]')
    return 'a URL object: give its href';
  if (typeof given === 'string' && /\p{Surrogate}/u.test(given)) {
    return 'a string with a lone surrogate';
  }
  return typeof given === 'object' ? 'an object' : `a ${typeof given}`;
}
