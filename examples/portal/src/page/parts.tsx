import { explainFailure, isTemporary } from '@rhdh-boost/kagenti-client/browser';
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react';

/** A view with its heading, which takes the focus after a navigation, but not when the page is loaded. */
export const View = ({ title, children }: { title: string; children: ReactNode }) => (
  <>
    <title>{`${title} · Agent portal`}</title>
    <h1 tabIndex={-1} ref={focusAfterNavigation}>
      {title}
    </h1>
    {children}
  </>
);

const focusAfterNavigation = (heading: HTMLElement | null) =>
  void (navigator.userActivation.hasBeenActive && heading?.focus());

/** What failed, and what to do. */
export const Failure = ({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) => (
  <div className="notice failure" role="alert">
    <p>{explainFailure(error)}</p>
    {onRetry && isTemporary(error) && <button onClick={onRetry}>Try again</button>}
  </div>
);

/** What was done. It takes the focus, since the button that did it may be gone. */
export function Done({ children }: { children: string | undefined }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => void (children && line.current?.focus()), [children]);
  return (
    <p className="done" role="status" tabIndex={-1} ref={line}>
      {children}
    </p>
  );
}

type Store = { subscribe: (listener: () => void) => () => void; snapshot: unknown };

/** What a package keeps outside React, created once. Each change of its snapshot is shown. */
export function useStore<Kept extends Store>(create: () => Kept): Kept {
  const [store] = useState(create);
  useSyncExternalStore(store.subscribe, () => store.snapshot);
  return store;
}

/** Loads a value for a view. `show` shows it, or that it is loading, or why that failed. */
export function useLoaded<Value>(load: () => Promise<Value>) {
  const [{ value, error }, setState] = useState<{ value?: Value; error?: unknown }>({});
  const keep = (loaded: Value) => setState({ value: loaded });
  const failed = (reason: unknown) => setState({ error: reason });
  const reload = () => load().then(keep, failed);
  useEffect(() => void reload(), []);
  const show = (children: (value: Value) => ReactNode) => {
    if (error !== undefined) return <Failure error={error} onRetry={reload} />;
    return value === undefined ? <p role="status">Loading …</p> : children(value);
  };
  return { reload, show };
}
