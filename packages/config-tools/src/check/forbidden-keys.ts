import type { Finding } from '../finding.ts';
import type { ConfigNode, Place } from '../load/config-node.ts';
import { type ConfigPath, describePath, pathBelow } from '../load/config-path.ts';
import { findPart, walkConfig } from './walk-config.ts';

/** The name that Backstage turns into the prototype of the section that it is in. */
const prototype = '__proto__';
const forbiddenNames = new Set([prototype, 'constructor', 'prototype']);

/**
 * Finds keys of one app-config that change how others are read: anywhere below `boost`, and
 * `__proto__` beside it, which can bring a `boost` section that nobody sees.
 */
export function findForbiddenKeys(layer: ConfigNode): Finding[] {
  const findings: Finding[] = [];
  if (layer.kind !== 'mapping') return findings;
  const beside = layer.entries.get(prototype);
  if (beside !== undefined && !beside.nameless)
    findings.push(describe(beside.keyPlace, undefined, prototype));
  const boost = findPart(layer, 'boost');
  if (boost === undefined) return findings;
  for (const { node, path } of walkConfig(boost)) {
    if (node.kind !== 'mapping') continue;
    for (const [name, { keyPlace, nameless }] of node.entries) {
      if (!nameless && forbiddenNames.has(name)) findings.push(describe(keyPlace, path, name));
    }
  }
  return findings;
}

function describe(
  { source, start, end }: Place,
  parent: ConfigPath | undefined,
  name: string,
): Finding {
  return {
    severity: 'error',
    code: 'forbidden_key',
    ...describePath(pathBelow(parent, name)),
    message: 'is not allowed as a key',
    hint: 'Remove it. It changes how JavaScript reads the rest of the section.',
    location: source.locate(start, end),
  };
}
