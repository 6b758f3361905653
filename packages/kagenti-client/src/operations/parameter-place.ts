import {
  type Field,
  type FieldData,
  type Held,
  type IsOptional,
  type NamedKey,
  type Shape,
} from '../shapes/shape.ts';

/** Where a parameter goes. */
export interface PlaceData extends FieldData {
  /** Part of the request. */
  readonly in: 'path' | 'query' | 'body';
}

/** Places by the keys of the parameters. */
export type PlacesData = Readonly<Record<string, PlaceData>>;

/** Where a parameter that holds a `T` goes. */
export interface Place<T, Required extends boolean> extends PlaceData {
  readonly shape: Shape<T>;
  readonly required: Required;
}

/** A place for each parameter of an interface, no more and no fewer, each as the interface has it. */
export type PlacesOf<P> = {
  readonly [K in NamedKey<P>]-?: IsOptional<P, K> extends true
    ? Place<Held<P[K]>, false>
    : Place<P[K], true>;
};

export function inPath<T, R extends boolean>(field: Field<T, R>): Place<T, R> {
  return { ...field, in: 'path' };
}

export function inQuery<T, R extends boolean>(field: Field<T, R>): Place<T, R> {
  return { ...field, in: 'query' };
}

export function inBody<T, R extends boolean>(field: Field<T, R>): Place<T, R> {
  return { ...field, in: 'body' };
}
