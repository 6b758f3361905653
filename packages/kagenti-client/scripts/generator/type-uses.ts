import {
  answerTypes,
  type ModelSource,
  meantType,
  type OperationModel,
  type TypeModel,
} from './model.ts';
import { typesIn } from './shape-node.ts';

/** Marks the types that answers are made of, and reports those that nothing uses. */
export function withUses(
  source: ModelSource,
  operations: readonly OperationModel[],
  models: ReadonlyMap<string, TypeModel>,
): ReadonlyMap<string, TypeModel> {
  const marked = new Set<string>();
  const mark = (name: string): void => {
    const model = models.get(name);
    if (marked.has(name) || model === undefined) return;
    marked.add(name);
    if (model.is !== undefined) mark(model.is);
    if (model.extends !== undefined) mark(model.extends);
    for (const { shape } of model.fields) for (const type of typesIn(shape)) mark(type);
  };
  for (const { answer } of operations) {
    for (const shape of answerTypes(answer)) for (const name of typesIn(shape)) mark(name);
  }
  const used = new Set([...marked, ...parameterTypes(operations, models)]);
  for (const [name, { group }] of source.known) {
    if (!used.has(name) && !used.has(meantType(source, name))) {
      source.report(group, `nothing uses ${name}: take it out.`);
    }
  }
  return new Map(
    [...models].map(([name, model]) => [name, { ...model, inAnswers: marked.has(name) }]),
  );
}

function parameterTypes(
  operations: readonly OperationModel[],
  models: ReadonlyMap<string, TypeModel>,
): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const model = models.get(name);
    if (model?.extends !== undefined) visit(model.extends);
    for (const { shape } of model?.fields ?? []) typesIn(shape).forEach(visit);
  };
  for (const { parameters } of operations) if (parameters !== undefined) visit(parameters);
  return [...found];
}
