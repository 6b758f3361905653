import { route } from './router.ts';

/** The name of the operation that a request goes to; undefined where the router itself answers. */
export function operationAt(method: string, path: string): string | undefined {
  try {
    return route(method, path, '').operation.operation;
  } catch {
    return undefined;
  }
}
