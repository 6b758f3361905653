import type { InvalidField } from '../errors/http-error.ts';
import { isRecord } from '../is-record.ts';
import type { PlaceData, PlacesData } from '../operations/parameter-place.ts';
import { printableSteps } from '../shapes/printable-steps.ts';
import type { FieldData, ShapeData } from '../shapes/shape.ts';

/**
 * FastAPI's list of problems, of which are told places that the contract names, and codes. Message and
 * input repeat what was sent, and so does a place in a map.
 *
 * @param places - Where each parameter of the operation goes.
 * @param detail - What the server said.
 */
export function invalidFields(
  places: PlacesData,
  detail: unknown,
): readonly InvalidField[] | undefined {
  if (!Array.isArray(detail)) return undefined;
  const shape = requestShape(places);
  return detail.filter(isRecord).map(({ loc, type }) => {
    const code = isWord(type) ? type : 'invalid';
    return { path: Array.isArray(loc) ? placeOf(loc, code, shape) : '', code };
  });
}

function placeOf(loc: readonly unknown[], code: string, shape: ShapeData): string {
  const steps = printableSteps(
    loc.map(step => (typeof step === 'string' || typeof step === 'number' ? step : '')),
    shape,
  );
  // Nobody sent what is missing: its name is the server's, also where its contract is newer than ours.
  const last = loc.at(-1);
  return (code === 'missing' && isWord(last) ? [...steps.slice(0, -1), last] : steps).join('.');
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,64}$/.test(value);
}

/** What the contract names in each part of a request; `loc` begins with the part. */
function requestShape(places: PlacesData): ShapeData {
  const part = (name: PlaceData['in']): FieldData => {
    const fields = Object.fromEntries(
      Object.entries(places).filter(([, place]) => place.in === name),
    );
    return { shape: { kind: 'fields', fields }, required: false };
  };
  return {
    kind: 'fields',
    fields: { path: part('path'), query: part('query'), body: part('body') },
  };
}
