import type {
  BoundKagentiClient,
  CallOptions,
  FeatureFlags,
  ListAllParameters,
  PartialList,
} from '@rhdh-boost/kagenti-client';

/** Where a resource is. */
export interface Place {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name, as `get` takes it. */
  readonly name: string;
}

/** One line of a list. */
export interface ListedResource extends Place {
  /** The cells of its row. What Kagenti leaves out, or answers as null against its contract, is an empty cell. */
  readonly cells: readonly (string | null | undefined)[];
  /** What Kagenti answers. */
  readonly data: unknown;
}

/** A resource as `get` shows it. */
export interface FoundResource {
  /** Its name, its namespace and what else matters to a person; undefined members are left out. */
  readonly fields: readonly (readonly [string, string | number | null | undefined])[];
  /** What Kagenti answers. */
  readonly data: unknown;
}

/** A kind of resource that is in a namespace. */
export interface ResourceKind {
  /** What one is called: `agent`. */
  readonly singular: string;
  /** The headers of its table. */
  readonly headers: readonly string[];
  /** The feature flag of Kagenti that it needs, and how to switch the flag on. Default: none. */
  readonly feature?: {
    readonly flag: keyof FeatureFlags & ('skills' | 'contextService');
    readonly remedy: string;
  };
  /** Lists several namespaces. */
  listAll(
    kagenti: BoundKagentiClient,
    parameters: ListAllParameters,
    options: CallOptions,
  ): Promise<PartialList<ListedResource>>;
  /** Gets one. */
  get(kagenti: BoundKagentiClient, place: Place, options: CallOptions): Promise<FoundResource>;
}
