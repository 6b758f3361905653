import { allFeatures, type KagentiFeatures } from './features.ts';
import { route } from './router.ts';

/** The name of the operation that a request goes to; undefined where the router itself answers. */
export function operationAt(
  method: string,
  path: string,
  features: KagentiFeatures = allFeatures,
): string | undefined {
  try {
    return route(method, path, '', features).operation.operation;
  } catch {
    return undefined;
  }
}
