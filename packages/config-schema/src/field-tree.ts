import type { ConfigFieldMeta, ConfigFields } from './field.ts';

/** A field at its place in the tree. */
export interface FieldLeaf {
  /** Tells a field from a section. */
  readonly kind: 'field';
  /** The dotted path. */
  readonly key: string;
  /** What the registry says about it. */
  readonly field: ConfigFieldMeta;
}

/** A section of the configuration: a mapping of names to fields and further sections. */
export interface FieldSection {
  /** Tells a section from a field. */
  readonly kind: 'section';
  /** The dotted path; empty at the root. */
  readonly key: string;
  /** What the section takes, by name, in the order of the registry. */
  readonly children: ReadonlyMap<string, FieldLeaf | FieldSection>;
}

/** A section that is being filled. */
interface OpenSection extends FieldSection {
  readonly children: Map<string, FieldLeaf | OpenSection>;
}

/**
 * Turns the flat registry into the tree that a configuration file has.
 *
 * @param fields - the fields, such as those of a registry
 * @returns the root, which has no key
 */
export function buildFieldTree(fields: ConfigFields): FieldSection {
  const root = openSection('');
  for (const [key, field] of Object.entries(fields)) {
    const names = key.split('.');
    const last = names.pop() ?? key;
    let section = root;
    for (const name of names) section = subsection(section, name);
    section.children.set(last, { kind: 'field', key, field });
  }
  return root;
}

function openSection(key: string): OpenSection {
  return { kind: 'section', key, children: new Map() };
}

function subsection(parent: OpenSection, name: string): OpenSection {
  const existing = parent.children.get(name);
  if (existing?.kind === 'section') return existing;
  const created = openSection(keyBelow(parent, name));
  parent.children.set(name, created);
  return created;
}

/** The dotted path of a name in a section. */
function keyBelow(section: FieldSection, name: string): string {
  return section.key === '' ? name : `${section.key}.${name}`;
}

/** Every field and section below a section, in the order of the registry. */
export function* descendants(section: FieldSection): Generator<FieldLeaf | FieldSection> {
  for (const child of section.children.values()) {
    yield child;
    if (child.kind === 'section') yield* descendants(child);
  }
}

/** What is kept in the database alone is not for app-config. */
export function isForAppConfig(child: FieldLeaf | FieldSection): boolean {
  return child.kind === 'section' || child.field.configScope !== 'db-only';
}
