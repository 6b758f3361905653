import type { ShapeNode } from '../generator/shape-node.ts';

/** What is said of a field beside its documentation. */
export interface FieldOverlay {
  /** Its documentation. */
  readonly about: string;
  /** How its value looks, where the contract leaves that open. */
  readonly shape?: ShapeNode;
  /** Whether it must be there, where the contract leaves that open. */
  readonly required?: boolean;
  /** True where older servers that are supported do not send it. */
  readonly newer?: true;
}

/** A public type. */
export interface TypeOverlay {
  /** Its documentation. */
  readonly about: string;
  /** Schemas of the contract that it stands for; all of them must look the same. */
  readonly of?: readonly string[];
  /** Schemas whose common fields it has. */
  readonly commonTo?: readonly string[];
  /** Another type that it is a second name of. */
  readonly is?: string;
  /** Type whose fields it has too. */
  readonly extends?: string;
  /** Type whose documentation and rules for names are taken for fields that have none here. */
  readonly aboutFrom?: string;
  /** Documentation of its fields; the shape too, where the contract leaves it open. */
  readonly fields?: Readonly<Record<string, string | FieldOverlay>>;
  /** Rules of `src/operations/names.ts` for fields that name something. */
  readonly names?: Readonly<Record<string, string>>;
  /** Documentation of fields that nobody promises, where a caller should find them. */
  readonly others?: string;
}

/** What the contract does not say of an operation. */
export interface OperationOverlay {
  /**
   * What it does, in whole sentences; the generator adds the permission, role and flag, and what follows from other
   * fields.
   */
  readonly about?: string;
  /**
   * Errors of a call beside KagentiPermissionError, each as a phrase. Default: KagentiHttpError with the server's
   * status, which is added where none of them is one.
   */
  readonly throws?: readonly string[];
  /** Types in its signature that a method written by hand has instead of the usual ones. */
  readonly signature?: { readonly options?: string; readonly returns: string };
  /** Type of its parameters; for an operation without any, nothing. */
  readonly parameters?: string;
  /**
   * Type of its answer, where the contract leaves it open: a type, `ResourceList<Type>`, `nothing` for no content,
   * `stream` for a stream.
   */
  readonly answer?: string;
  /** Parameters that have another name here than in the contract, by their name there. */
  readonly rename?: Readonly<Record<string, string>>;
  /** True where the server answers with the status of what it fetches; a parameter if only with that. */
  readonly copiesStatus?: true | 'contexts';
  /** Its own defaults, in milliseconds, where the server works for longer than the client's defaults. */
  readonly defaultTimeouts?: { readonly headersMs: number; readonly totalMs: number };
  /** True where a detail of the server may repeat free text of the caller. */
  readonly repeatsInput?: true;
  /** True where the name must be one of `skills.list`. */
  readonly mustBeListed?: true;
  /** Date of the first backend that has it, where older ones are supported. */
  readonly since?: string;
  /** Name of the parameter whose text is the body. */
  readonly textBody?: string;
  /** True where the client's default agent may stand for `namespace` and `name`. */
  readonly defaultAgent?: true;
  /** True where it reaches into every namespace, whatever its parameters say. */
  readonly everyNamespace?: true;
  /** True where the body and the answer have the id of a chat session. */
  readonly holdsSession?: true;
  /** True where the answer lists agents. */
  readonly listsAgents?: true;
  /** Rule of `src/api/operation-rules.ts` that judges parameters together. */
  readonly problem?: string;
  /** Rule of `src/api/operation-rules.ts` that makes the answer of a repeated delete that finds nothing. */
  readonly whenGone?: string;
}

/** A member of an interface that is no operation and is written by hand in `src/api`. */
export interface ByHandOverlay {
  /** Its documentation. */
  readonly about: string;
  /** What it throws, in whole sentences. */
  readonly throws?: string;
  /** Its declaration in TypeScript, without a semicolon. */
  readonly code: string;
}

/** The interface of a group's operations. */
export interface ApiOverlay {
  /** Its public name. */
  readonly name: string;
  /** Its documentation; the first sentence documents it in the interface that contains it. */
  readonly about: string;
  /** Members that are no operations. */
  readonly byHand?: readonly ByHandOverlay[];
}

/** What is kept by hand of some operations and types; written to files of the same name. */
export interface GroupOverlay {
  /** The interface of its operations; for a group without any, nothing. */
  readonly api?: ApiOverlay;
  /** Operations, by name; those that the contract says everything of may be left out. */
  readonly operations?: Readonly<Record<string, OperationOverlay>>;
  /** Public types, by name. */
  readonly types?: Readonly<Record<string, TypeOverlay>>;
  /** Names of choices that the contract writes out wherever they occur, by the field. */
  readonly choices?: Readonly<Record<string, { readonly name: string; readonly about: string }>>;
}

/**
 * For what answers only when something behind Kagenti has: longer than the 60 s that Kagenti itself waits for an
 * agent (routers/chat.py:292 at 0ea6d7ff).
 */
export const slow = { defaultTimeouts: { headersMs: 75_000, totalMs: 90_000 } } as const;

export const text: ShapeNode = { kind: 'text' };
export const flag: ShapeNode = { kind: 'flag' };
export const integer: ShapeNode = { kind: 'integer' };
export const anything: ShapeNode = { kind: 'anything' };
/** An object whose keys nobody promises. */
export const object: ShapeNode = { kind: 'object' };

export function list(item: ShapeNode): ShapeNode {
  return { kind: 'list', item };
}

/** A public type, by its name. */
export function type(name: string): ShapeNode {
  return { kind: 'type', name };
}

/** A field that the contract leaves open and every answer has. */
export function always(shape: ShapeNode, about: string): FieldOverlay {
  return { about, shape, required: true };
}

/** A field that the contract leaves open and an answer may have. */
export function sometimes(shape: ShapeNode, about: string): FieldOverlay {
  return { about, shape, required: false };
}

/** A field that servers from before 2026-08-20 do not send, though the contract requires it. */
export function newer(about: string): FieldOverlay {
  return { about: `${about} Missing on servers from before 2026-08-20.`, newer: true };
}
