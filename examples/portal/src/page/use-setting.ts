import type { ConfigSetting } from '@rhdh-boost/runtime-config/browser';
import { type FormEvent, useEffect, useState } from 'react';
import { settings } from './session.ts';
import { draftOf, explainRefusal, valueOf } from './setting-value.ts';

/** What became of a change. */
interface Outcome {
  readonly text?: string;
  readonly error?: unknown;
}

/**
 * The form of one setting. Each change names the revision that is shown, so that it does not undo what somebody else
 * has changed meanwhile.
 *
 * @param reload - loads the setting and its history again
 */
export function useSetting(setting: ConfigSetting, reload: () => Promise<unknown>) {
  const { key, revision: ifRevision } = setting;
  const [draft, setDraft] = useState('');
  const [outcome, setOutcome] = useState<Outcome>({});
  useEffect(() => {
    // The draft of a change that was refused stays.
    if (outcome.error) document.getElementById(key)?.focus();
    else setDraft(draftOf(setting));
  }, [outcome]);
  const act = async (change: Promise<unknown>, text: string) => {
    const result = await change.then(() => ({ text })).catch(error => ({ error }));
    await reload();
    setOutcome(result);
  };
  const change = (to: { value: unknown } | { unset: true }) =>
    act(settings.change([{ key, ifRevision, ...to }]), 'The setting was changed.');
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change({ value: valueOf(draft, setting) });
  };
  const reset = () => void change({ unset: true });
  const rollBack = (revision: string) =>
    void act(settings.rollback(key, revision, { ifRevision }), 'The setting was rolled back.');
  const hasFailed = outcome.error !== undefined;
  const field = {
    id: key,
    value: draft,
    'aria-invalid': hasFailed,
    'aria-describedby': `${key}-problem`,
    onChange: ({ target }: { target: { value: string } }) => setDraft(target.value),
  };
  const problem = hasFailed ? explainRefusal(outcome.error, setting) : undefined;
  return { field, problem, outcome, save, reset, rollBack };
}
