import { isOlder, type Platform } from '../platform.ts';

/**
 * The name of the ConfigMap of a skill or a category: what Kubernetes does not take becomes a hyphen. A name of
 * which nothing is left gets one that depends on the release.
 */
export function resourceNameOf(name: string, platform: Platform): string {
  const kept = replaceOutside(name.toLowerCase(), '-.', '-').replace(/^[-.]+|[-.]+$/g, '');
  return kept || (isOlder(platform) ? 'skill' : 'resource');
}

/** The key of a file in the skill's ConfigMap, where slashes are dots. */
export function fileKeyOf(path: string): string {
  const key = replaceOutside(path.replaceAll('/', '.'), '-._', '_');
  return key.replace(/^[-._]+|[-._]+$/g, '') || 'file';
}

/** Whether Kubernetes takes it for a ConfigMap's name (an RFC 1123 subdomain). */
export function isResourceName(name: string): boolean {
  const labels = name.split('.');
  return (
    name.length <= 253 && labels.every(label => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label))
  );
}

/** Letters and digits of any script stay, as Python's `isalnum` has them, though Kubernetes refuses some. */
function replaceOutside(text: string, allowed: string, substitute: string): string {
  return Array.from(text, unit =>
    /[\p{L}\p{N}]/u.test(unit) || allowed.includes(unit) ? unit : substitute,
  ).join('');
}
