import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type {
  ApiOverlay,
  GroupOverlay,
  OperationOverlay,
  TypeOverlay,
} from '../overlay/overlay.ts';
import type { Contract } from './contract.ts';
import type { FieldModel, ShapeNode } from './shape-node.ts';

/** A public type that the overlay names, and the group that names it. */
export interface KnownType {
  readonly group: string;
  readonly overlay: TypeOverlay;
}

/** A public type as it is written. */
export interface TypeModel {
  readonly name: string;
  readonly group: string;
  readonly about: string;
  /** Type that it is a second name of. */
  readonly is?: string | undefined;
  readonly extends?: string | undefined;
  /** Texts that it is one of. */
  readonly choices?: readonly string[];
  /** Its fields, without those of `extends`. */
  readonly fields: readonly FieldModel[];
  readonly others?: string | undefined;
  /** True for what an answer is made of: there what may be missing may be null. */
  readonly inAnswers: boolean;
}

/** What an operation answers. */
export type AnswerModel =
  | { readonly kind: 'nothing' | 'stream' }
  | { readonly kind: 'list'; readonly item: string }
  | { readonly kind: 'type'; readonly name: string };

/** An operation as it is written. */
export interface OperationModel {
  readonly name: OperationName;
  readonly group: string;
  /** Type of its parameters; undefined for none. */
  readonly parameters: string | undefined;
  readonly places: readonly FieldModel[];
  readonly defaultNamespace: string | undefined;
  readonly answer: AnswerModel;
  readonly overlay: OperationOverlay;
}

/** Everything that is written, and what keeps it from being written. */
export interface ApiModel {
  /** Interfaces of the groups that have operations, by group. */
  readonly apis: ReadonlyMap<string, ApiOverlay>;
  readonly types: ReadonlyMap<string, TypeModel>;
  readonly operations: readonly OperationModel[];
  /** What somebody must do first, each with its file. */
  readonly problems: readonly string[];
}

/** What all parts of the model are made from. */
export interface ModelSource {
  readonly contract: Contract;
  readonly groups: Readonly<Record<string, GroupOverlay>>;
  /** Schemas that answers are made of. */
  readonly answered: ReadonlySet<string>;
  /** Public types by their names. */
  readonly known: ReadonlyMap<string, KnownType>;
  /** Notes what somebody must do in the overlay of a group. */
  readonly report: (group: string, problem: string) => void;
}

/** The type that a name stands for in the end. */
export function meantType({ known }: Pick<ModelSource, 'known'>, name: string): string {
  const other = known.get(name)?.overlay.is;
  return other === undefined ? name : meantType({ known }, other);
}

/** Types that an answer is made of. */
export function answerTypes(answer: AnswerModel): readonly ShapeNode[] {
  if (answer.kind === 'list') return [{ kind: 'type', name: answer.item }];
  return answer.kind === 'type' ? [{ kind: 'type', name: answer.name }] : [];
}

/** Where the overlay of a group stands. */
export function overlayFile(group: string): string {
  return `packages/kagenti-client/scripts/overlay/${group.replaceAll('.', '-')}.ts`;
}
