import { newestPlatform, type Platform } from '../../src/backend/platform.ts';
import { route } from '../../src/backend/router.ts';

/** The name of the operation that a request goes to; undefined where the router itself answers. */
export function operationAt(
  method: string,
  path: string,
  platform: Platform = newestPlatform,
): string | undefined {
  try {
    return route(method, path, '', platform).operation.operation;
  } catch {
    return undefined;
  }
}
