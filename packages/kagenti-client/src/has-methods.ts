/** Whether it is an object with these methods. */
export function hasMethods(given: unknown, ...methods: readonly string[]): boolean {
  return (
    typeof given === 'object' &&
    given !== null &&
    methods.every(method => typeof Reflect.get(given, method) === 'function')
  );
}
