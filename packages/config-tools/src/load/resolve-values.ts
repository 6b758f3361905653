import { isSurroundedBySpace } from '@rhdh-boost/internal/unfilled-text';
import { isRecord } from '../is-record.ts';
import { holdsPlaceholder } from '../source/placeholder.ts';
import type { ConfigEntry, ConfigNode, Place, UnknownNode } from './config-node.ts';
import { type ConfigPath, describePath, pathBelow } from './config-path.ts';
import { findIncludeKey } from './include-target.ts';
import { countInclude, countValue } from './refused-config.ts';
import { resolveInclude } from './resolve-include.ts';
import { type Environment, holdsUnfilled, substituteVariables } from './substitution.ts';
import { type LocatedValue, placeOf, type Scope, type Walk } from './walk.ts';

/**
 * Fills variables and other files into a value and all below it, as Backstage does.
 *
 * @returns undefined when the value is left out
 */
export function resolveValue(
  walk: Walk,
  scope: Scope,
  located: LocatedValue,
  path?: ConfigPath,
): ConfigNode | undefined {
  const { value } = located;
  const key = isRecord(value) ? findIncludeKey(value) : undefined;
  if (!isRecord(value) || key === undefined) return resolveContents(walk, scope, located, path);
  countInclude(walk);
  const inclusion = resolveInclude(walk, scope, { mapping: value, located, key, path });
  if (inclusion.kind === 'value') return inclusion.node;
  // Backstage looks below what was included, and not once more at the thing itself.
  return resolveContents(walk, inclusion.scope, inclusion.located, path);
}

function resolveContents(
  walk: Walk,
  scope: Scope,
  located: LocatedValue,
  path: ConfigPath | undefined,
): ConfigNode | undefined {
  countValue(walk, path);
  const { value, node } = located;
  const place = placeOf(scope, node, located.around);
  if (typeof value === 'string') return resolveText(value, place, walk.environment);
  if (isTemplateAction(value, place)) {
    noteUnrendered(walk, place, path);
    return placeholderAt(place);
  }
  if (Array.isArray(value)) {
    return resolveList(walk, scope, { value, node, around: place }, path);
  }
  if (!isRecord(value)) return { kind: 'value', place, value, literal: true };
  return resolveMapping(walk, scope, { value, node, around: place }, path);
}

function resolveList(
  walk: Walk,
  scope: Scope,
  { value, node, around: place }: LocatedValue & { value: readonly unknown[] },
  path: ConfigPath | undefined,
): ConfigNode {
  const nodes = scope.text.nodes.items(node);
  const items: ConfigNode[] = [];
  const indexes: number[] = [];
  for (const [index, item] of value.entries()) {
    const located = { value: item, node: nodes[index], around: place };
    const resolved = resolveValue(walk, scope, located, pathBelow(path, index));
    if (resolved === undefined) continue;
    items.push(resolved);
    indexes.push(index);
  }
  return items.length === value.length
    ? { kind: 'list', place, items }
    : { kind: 'list', place, items, indexes };
}

function resolveMapping(
  walk: Walk,
  scope: Scope,
  { value, node, around: place }: LocatedValue & { value: Readonly<Record<string, unknown>> },
  path: ConfigPath | undefined,
): ConfigNode {
  const { named, nameless } = scope.text.nodes.entries(node);
  const entries = new Map<string, ConfigEntry>();
  const rest = [...nameless];
  for (const [name, below] of Object.entries(value)) {
    const isNameless = nameless.length > 0 && !named.has(name);
    const nodes = isNameless ? rest.shift() : named.get(name);
    const keyPlace = placeOf(scope, nodes?.key, place);
    const located = { value: below, node: nodes?.value, around: keyPlace };
    const segment = isNameless ? undefined : name;
    const resolved = resolveValue(walk, scope, located, pathBelow(path, segment));
    if (resolved === undefined) continue;
    entries.set(name, { keyPlace, node: resolved, ...(isNameless ? { nameless: true } : {}) });
  }
  const namelessKeys = nameless.map(({ key }) => placeOf(scope, key, place));
  return { kind: 'mapping', place, entries, ...(nameless.length > 0 ? { namelessKeys } : {}) };
}

/** `{{ … }}` without quotes: to YAML, a mapping whose only key is a mapping. */
function isTemplateAction(value: unknown, { source, start }: Place): boolean {
  return isRecord(value) && source.text.startsWith('{{', start);
}

/** In Helm values and manifests a later step fills it in; Backstage would read a file as it is. */
function noteUnrendered({ findings }: Walk, place: Place, path: ConfigPath | undefined): void {
  const { source, start, end } = place;
  const isDeployed = source.deployment !== undefined || source.part !== undefined;
  if (isDeployed || findings.some(({ code }) => code === 'helm_template')) return;
  findings.push({
    severity: 'warning',
    code: 'helm_template',
    ...describePath(path),
    message: 'is a Helm placeholder without quotes, so its value was not checked',
    hint: 'Backstage does not fill it in. If Helm renders this file, check the output: helm template CHART | boost-config check -',
    location: source.locate(start, end),
  });
}

function placeholderAt(place: Place): UnknownNode {
  return { kind: 'unknown', place, variables: [], literal: false };
}

function resolveText(text: string, place: Place, environment: Environment): ConfigNode | undefined {
  if (holdsPlaceholder(text, place.source.replaced)) return placeholderAt(place);
  const filled = substituteVariables(text, environment);
  if (filled.kind === 'absent') return undefined;
  const { literal } = filled;
  const origin = {
    place,
    literal,
    ...(holdsUnfilled(text) ? { unfilled: true } : {}),
    ...(isSurroundedBySpace(text) ? { surrounded: true } : {}),
  };
  if (filled.kind === 'unset')
    return { kind: 'unknown', variables: filled.variables, isText: true, ...origin };
  return { kind: 'value', value: filled.text, ...origin };
}
