import { type ReactNode, useEffect, useRef, useState } from 'react';
import { explain, isTemporary } from './explain.ts';

/** A view with its heading, which takes the focus after a navigation, but not when the page is loaded. */
export function View({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <title>{`${title} · Agent portal`}</title>
      <h1 tabIndex={-1} ref={focusAfterNavigation}>
        {title}
      </h1>
      {children}
    </>
  );
}

const focusAfterNavigation = (heading: HTMLElement | null) => {
  if (navigator.userActivation.hasBeenActive) heading?.focus();
};

/** What failed, and what to do. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  return (
    <div className="notice failure" role="alert">
      <p>{explain(error)}</p>
      {onRetry && isTemporary(error) && <button onClick={onRetry}>Try again</button>}
    </div>
  );
}

/** What was done. It takes the focus, since the button that did it may be gone. */
export function Done({ outcome }: { outcome: { text?: string } }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => void (outcome.text && line.current?.focus()), [outcome]);
  return (
    <p className="done" role="status" tabIndex={-1} ref={line}>
      {outcome.text}
    </p>
  );
}

/** Loads a value for a view. `show` shows it, or that it is loading, or why that failed. */
export function useLoaded<Value>(load: () => Promise<Value>) {
  const [{ value, error }, setState] = useState<{ value?: Value; error?: unknown }>({});
  const reload = async () => {
    setState(
      await load()
        .then(loaded => ({ value: loaded }))
        .catch(reason => ({ error: reason })),
    );
  };
  useEffect(() => void reload(), []);
  const show = (children: (value: Value) => ReactNode) => {
    if (error !== undefined) return <Failure error={error} onRetry={reload} />;
    return value === undefined ? <p role="status">Loading …</p> : children(value);
  };
  return { reload, show };
}
