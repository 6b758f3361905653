import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { explain } from './explain.ts';

/** The heading of a view. It takes the focus after a navigation, not when the page is loaded. */
export function Heading({ children }: { readonly children: string }) {
  return (
    <>
      <title>{`${children} · Agent portal`}</title>
      <h1 tabIndex={-1} ref={focusAfterNavigation}>
        {children}
      </h1>
    </>
  );
}

function focusAfterNavigation(heading: HTMLElement | null): void {
  if (navigator.userActivation.hasBeenActive) heading?.focus();
}

interface FailureProps {
  readonly error: unknown;
  /** What the person can do about it, as buttons. */
  readonly children?: ReactNode;
}

/** What failed and what to do. */
export function Failure({ error, children }: FailureProps) {
  return (
    <div className="notice failure" role="alert">
      <p>{explain(error)}</p>
      {children}
    </div>
  );
}

/** What was done. It takes the focus, since the button that did it may be gone. */
export function Done({ outcome }: { readonly outcome: { readonly text: string } | undefined }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (outcome !== undefined) line.current?.focus();
  }, [outcome]);
  return (
    <p className="done" role="status" tabIndex={-1} ref={line}>
      {outcome?.text}
    </p>
  );
}

interface Loaded<Value> {
  readonly value?: Value;
  readonly error?: unknown;
  readonly reload: () => Promise<void>;
}

/** What `load` returns. A value stays until the next one has arrived. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [state, setState] = useState<Omit<Loaded<Value>, 'reload'>>({});
  const reload = useCallback(
    () =>
      load().then(
        value => setState({ value }),
        (error: unknown) => setState({ error }),
      ),
    [load],
  );
  useEffect(() => void reload(), [reload]);
  return { ...state, reload };
}

interface LoadedViewProps<Value> {
  readonly what: string;
  readonly from: Loaded<Value>;
  readonly children: (value: Value) => ReactNode;
}

/** A value that is loaded, or what is shown while it loads and when that fails. */
export function LoadedView<Value>({ what, from, children }: LoadedViewProps<Value>) {
  if (from.error !== undefined) {
    return (
      <Failure error={from.error}>
        <button type="button" onClick={from.reload}>
          Try again
        </button>
      </Failure>
    );
  }
  if (from.value === undefined) return <p role="status">Loading {what} …</p>;
  return children(from.value);
}
