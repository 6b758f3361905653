/** A shape as the generator writes it: that of `src/shapes`, with types by their names. */
export type ShapeNode =
  | { readonly kind: 'text' | 'flag' | 'integer' | 'object' | 'anything' | 'session' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly item: ShapeNode }
  | { readonly kind: 'type'; readonly name: string };

/** A field of a type, or a parameter. */
export interface FieldModel {
  /** Its name in TypeScript. */
  readonly key: string;
  /** Its name on the wire. */
  readonly wireName: string;
  readonly shape: ShapeNode;
  readonly required: boolean;
  /** Where a parameter goes; undefined for a field of an object. */
  readonly in?: 'path' | 'query' | 'body';
  /** What the server takes where nothing is given; undefined for none. */
  readonly default?: unknown;
  /** Rule of `src/operations/names.ts` that judges it; undefined for what names nothing. */
  readonly name?: string | undefined;
  /** Its documentation. */
  readonly about: string;
}

/** Names of the types in a shape. */
export function typesIn(shape: ShapeNode): readonly string[] {
  if (shape.kind === 'type') return [shape.name];
  return shape.kind === 'list' || shape.kind === 'map' ? typesIn(shape.item) : [];
}

/** True where a shape of the overlay says more than the contract, and nothing else. */
export function narrows(narrow: ShapeNode, contract: ShapeNode): boolean {
  if (contract.kind === 'anything') return true;
  if (contract.kind === 'object') return narrow.kind === 'type' || narrow.kind === 'map';
  return (
    (contract.kind === 'list' || contract.kind === 'map') &&
    narrow.kind === contract.kind &&
    narrows(narrow.item, contract.item)
  );
}

/** `sessionId` of `session_id`. */
export function camelCased(name: string): string {
  return name.replaceAll(/_(\w)/g, (_underscore, letter: string) => letter.toUpperCase());
}
