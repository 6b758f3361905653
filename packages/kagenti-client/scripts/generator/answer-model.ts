import type { OperationOverlay } from '../overlay/overlay.ts';
import { type ContractOperation, resolved, type Schema, schemaName } from './contract.ts';
import type { AnswerModel, ModelSource } from './model.ts';
import { schemaShape } from './schema-shape.ts';

/** The answer as the contract has it, or as the overlay has what the contract leaves open. */
export function answerModel(
  source: ModelSource,
  group: string,
  { name, answer: schema }: ContractOperation,
  { answer }: OperationOverlay,
): AnswerModel {
  if (schema === undefined) return { kind: 'nothing' };
  const named = schemaName(schema);
  if (answer === undefined) {
    if (named !== undefined) return namedAnswer(source, group, named);
    source.report(
      group,
      `the contract leaves the answer of ${name} open: name its type (operations['${name}'].answer).`,
    );
    return { kind: 'nothing' };
  }
  if (named !== undefined) {
    source.report(group, `the contract says what ${name} answers, ${named}: take out its answer.`);
  }
  return givenAnswer(source, group, answer);
}

function givenAnswer(source: ModelSource, group: string, answer: string): AnswerModel {
  if (answer === 'nothing' || answer === 'stream') return { kind: answer };
  const item = /^ResourceList<(?<item>\w+)>$/.exec(answer)?.groups?.item;
  const type = item ?? answer;
  if (!source.known.has(type)) source.report(group, `${type} is no type: add it to types.`);
  return item === undefined ? { kind: 'type', name: answer } : { kind: 'list', item };
}

/** A schema with nothing but `items` is a list; Kagenti has one of each kind. */
function namedAnswer(source: ModelSource, group: string, name: string): AnswerModel {
  const schema = resolved(source.contract, { $ref: name });
  const item = itemOf(schema);
  if (item !== undefined) {
    const shape = schemaShape(source, group, 'items', item);
    if (shape.kind === 'type') return { kind: 'list', item: shape.name };
  }
  const shape = schemaShape(source, group, name, { $ref: name });
  return shape.kind === 'type' ? { kind: 'type', name: shape.name } : { kind: 'nothing' };
}

function itemOf({ properties = {} }: Schema): Schema | undefined {
  const [only, ...others] = Object.keys(properties);
  return only === 'items' && others.length === 0 ? properties.items?.items : undefined;
}
