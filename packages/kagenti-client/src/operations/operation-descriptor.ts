import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { AnswerShape } from '../answers/answer.ts';
import type { Timeouts } from '../options/timeouts.ts';
import type { PlacesData, PlacesOf } from './parameter-place.ts';

/** What a caller gave, by the names of the parameters; read once, so that no rule sees another value. */
export type Given = Readonly<Record<string, unknown>>;

/** What the client knows of an operation beyond its row in the contract's table. */
export interface DescriptorData {
  /** Where each parameter goes. */
  readonly parameters: PlacesData;
  /** Parameter whose text is the whole body; undefined where the body is a JSON object. */
  readonly textBody?: string;
  /** What is known of its answer. */
  readonly answer: AnswerShape<unknown>;
  /** Namespace that the server takes where none is given. */
  readonly defaultNamespace?: string;
  /** True for what reaches into every namespace, whatever its parameters say. */
  readonly everyNamespace?: true;
  /** True where the body and the answer hold the id of a chat session. */
  readonly holdsSession?: true;
  /**
   * True where the backend answers with the status of what it fetches, so that a 401 with a detail of its own
   * is not about the account: the agent's (routers/chat.py:219 in 0ea6d7ff), the file server's
   * (routers/agents_env.py:230), the Context Service's (routers/contexts.py:60). The name of a parameter where it
   * does so only if that list has items.
   */
  readonly copiesStatus?: true | 'contexts';
  /**
   * True where a detail of the backend may repeat free text that the caller typed, a secret say, so that no
   * message quotes it.
   */
  readonly repeatsInput?: true;
  /** True where the answer lists agents, so that a permission hook may leave out some. */
  readonly listsAgents?: true;
  /** True where the name must be one of `skills.list`: Kagenti takes that of any ConfigMap. */
  readonly mustBeListed?: true;
  /** Date of the first backend that has it, where older ones are supported. */
  readonly since?: string;
  /** Its own defaults, between those of every call and what the client's options say. */
  readonly defaultTimeouts?: Partial<Timeouts>;
  /** Says what is wrong with parameters that are right one by one. */
  readonly problem?: (given: Given) => string | undefined;
  /** What a delete gives whose retry finds nothing any more. */
  readonly whenGone?: (given: Given) => unknown;
}

/** The same, with the types of parameters `P` and answer `A`, which the compiler alone knows. */
export interface OperationDescriptor<P, A> extends DescriptorData {
  readonly parameters: PlacesOf<P> & PlacesData;
  readonly answer: AnswerShape<A>;
  readonly types?: { readonly parameters: P; readonly answer: A };
}

/** Describes an operation; the compiler finds a parameter without a place, and a place too many. */
export function describeOperation<P, A>(
  descriptor: Omit<OperationDescriptor<P, A>, 'parameters'> & { readonly parameters: PlacesOf<P> },
): OperationDescriptor<P, A>;
export function describeOperation(descriptor: DescriptorData): DescriptorData {
  return descriptor;
}

/** What is known of a path that the contract does not have: nothing. */
export const unknownOperation: DescriptorData = { parameters: {}, answer: {}, repeatsInput: true };

/** Descriptors of some operations, by name. */
export type DescriptorTable = { readonly [Name in OperationName]?: DescriptorData };
