/**
 * Calls a method, which is found by its name, with anything, as a caller without types may; reads a stream
 * to its end.
 */
export async function callMethod(
  api: object,
  name: string,
  ...given: readonly unknown[]
): Promise<unknown> {
  let place: unknown = api;
  for (const step of name.split('.')) place = Reflect.get(Object(place), step);
  if (typeof place !== 'function') throw new Error(`There is no ${name}.`);
  const call: unknown = Reflect.apply(place, undefined, given);
  const text: unknown = Reflect.get(Object(call), 'text');
  return typeof text === 'function' ? await Reflect.apply(text, call, []) : await call;
}
