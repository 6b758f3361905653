import { isRecord } from '../is-record.ts';
import { at, type CompareParts } from './compare-parts.ts';
import type { RuledChange } from './compat-change.ts';
import { memberOf } from './same-json.ts';
import type { ValueForm } from './value-forms.ts';

/** The keywords that say which properties a mapping has; they are compared together. */
export const objectKeywords: ReadonlySet<string> = new Set([
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
]);

type Keywords = ValueForm['keywords'];

/** The changes of a mapping's properties. */
export function compareProperties(
  before: Keywords,
  after: Keywords,
  place: string,
  compareParts: CompareParts,
): RuledChange[] {
  if (!isUnderstood(before) || !isUnderstood(after)) {
    const description = 'what its properties must be differs';
    return at(place, [{ rule: 'schema-changed', description }]);
  }
  return [
    ...compareRequired(before, after, place),
    ...compareListed(before, after, place, compareParts),
    ...compareOthers(before, after, place, compareParts),
  ];
}

/** A pattern may take hold of any property, so that none can be judged by its name. */
function isUnderstood({ properties = {}, required = [], patternProperties }: Keywords): boolean {
  return patternProperties === undefined && isRecord(properties) && Array.isArray(required);
}

function compareRequired(before: Keywords, after: Keywords, place: string): RuledChange[] {
  const from = namesIn(before['required']);
  const to = namesIn(after['required']);
  return [
    ...to
      .filter(name => !from.includes(name))
      .flatMap(name =>
        at(`${place}.${name}`, [{ rule: 'became-required', description: 'must be set' }]),
      ),
    ...from
      .filter(name => !to.includes(name))
      .flatMap(name =>
        at(`${place}.${name}`, [{ rule: 'became-optional', description: 'may be left out' }]),
      ),
  ];
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function compareListed(
  before: Keywords,
  after: Keywords,
  place: string,
  compareParts: CompareParts,
): RuledChange[] {
  const from = propertiesOf(before);
  const to = propertiesOf(after);
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].flatMap(name => {
    const inside = `${place}.${name}`;
    const old = memberOf(from, name);
    const current = memberOf(to, name);
    if (old === undefined && before['additionalProperties'] === false) {
      return at(inside, [{ rule: 'property-added', description: 'is new' }]);
    }
    if (current === undefined && after['additionalProperties'] === false) {
      return at(inside, [{ rule: 'property-removed', description: 'was removed' }]);
    }
    return compareParts(old ?? others(before), current ?? others(after), inside);
  });
}

function propertiesOf({ properties }: Keywords): Readonly<Record<string, unknown>> {
  return isRecord(properties) ? properties : {};
}

/** What a property that is not listed must be. */
function others({ additionalProperties = true }: Keywords): unknown {
  return additionalProperties;
}

function compareOthers(
  before: Keywords,
  after: Keywords,
  place: string,
  compareParts: CompareParts,
): RuledChange[] {
  const from = others(before);
  const to = others(after);
  if (to === false && from !== false) {
    const description = 'accepts only the listed properties';
    return at(place, [{ rule: 'section-closed', description }]);
  }
  if (from === false && to !== false) {
    const description = 'also accepts properties that are not listed';
    return at(place, [{ rule: 'section-opened', description }]);
  }
  return compareParts(from, to, `${place}.*`);
}
