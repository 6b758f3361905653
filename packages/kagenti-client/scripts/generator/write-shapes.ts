import type { ApiModel, TypeModel } from './model.ts';
import { type FieldModel, type ShapeNode, typesIn } from './shape-node.ts';

/** A type by its name, or by a second name of it. */
export function typeOf(model: ApiModel, name: string): TypeModel {
  const type = model.types.get(name);
  if (type === undefined) throw new Error(`There is no type ${name}.`);
  return type.is === undefined ? type : typeOf(model, type.is);
}

/** Every field of a type, those that it takes from another first. */
export function allFields(model: ApiModel, type: TypeModel): readonly FieldModel[] {
  const base = type.extends === undefined ? [] : allFields(model, typeOf(model, type.extends));
  return [...base, ...type.fields];
}

/** Types and those that they are made of, each after what it is made of. */
export function withParts(model: ApiModel, names: readonly string[]): readonly TypeModel[] {
  const found = new Set<TypeModel>();
  const visit = (name: string): void => {
    const type = typeOf(model, name);
    if (found.has(type)) return;
    for (const { shape } of allFields(model, type)) typesIn(shape).forEach(visit);
    found.add(type);
  };
  names.forEach(visit);
  return [...found];
}

/** The shape of a type as a constant. */
export function writeShape(model: ApiModel, type: TypeModel, keyword: string): string {
  const { name, choices, inAnswers } = type;
  const value =
    choices === undefined
      ? `fields<${name}>({ ${allFields(model, type)
          .map(field => `${field.key}: ${fieldText(model, field, inAnswers)}`)
          .join(', ')} })`
      : `choice(${choices.map(choice => `'${choice}'`).join(', ')})`;
  return `${keyword} ${shapeName(name)} = ${value};\n`;
}

/** A field as `src/shapes` makes it. */
export function fieldText(
  model: ApiModel,
  { key, wireName, required, shape, name }: FieldModel,
  inAnswers: boolean,
): string {
  const wire = wireName === key ? '' : `, '${wireName}'`;
  return `${required ? 'required' : 'optional'}(${shapeText(model, shape, inAnswers, name)}${wire})`;
}

/** A shape as `src/shapes` makes it. In an answer a choice is text: a new one is no drift. */
function shapeText(
  model: ApiModel,
  shape: ShapeNode,
  inAnswers: boolean,
  name: string | undefined,
): string {
  switch (shape.kind) {
    case 'choice':
      return inAnswers ? 'text' : `choice(${shape.choices.map(one => `'${one}'`).join(', ')})`;
    case 'list':
    case 'map':
      return `${shape.kind}(${shapeText(model, shape.item, inAnswers, name)})`;
    case 'text':
      return name === undefined ? 'text' : `names.${name}`;
    case 'type':
      return shapeName(typeOf(model, shape.name).name);
    default:
      return shape.kind;
  }
}

/** Name of the constant with the shape of a type. */
export function shapeName(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}Shape`;
}
