import type { ConfigSetting } from '@rhdh-boost/runtime-config/browser';
import { type ChangeEvent, type FormEvent, useEffect, useState } from 'react';
import { Done, useLoaded, View } from './parts.tsx';
import { listSettings, settings } from './session.ts';
import {
  choicesOf,
  draftOf,
  explainRefusal,
  shownValue,
  textOf,
  valueOf,
} from './setting-value.ts';

const sources = { database: 'Override', yaml: 'app-config', default: 'Default' };

/** All settings with their sources. */
export function Settings() {
  const { reload, show } = useLoaded(listSettings);
  const [wanted, setWanted] = useState('');
  const isWanted = ({ key, description }: ConfigSetting) =>
    `${key} ${description}`.toLowerCase().includes(wanted.toLowerCase());
  return (
    <View title="Settings">
      {show(all => (
        <>
          <label htmlFor="filter">Filter</label>
          <input id="filter" type="search" onChange={({ target }) => setWanted(target.value)} />
          <p role="status">{`${all.filter(isWanted).length} of ${all.length} settings`}</p>
          <ul className="cards">
            {all.filter(isWanted).map(setting => (
              <Setting key={setting.key} setting={setting} onChange={reload} />
            ))}
          </ul>
        </>
      ))}
    </View>
  );
}

interface SettingProps {
  setting: ConfigSetting;
  onChange: () => Promise<void>;
}

function Setting({ setting, onChange }: SettingProps) {
  const { key, description, source, override, notWritable } = setting;
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <h2>{key}</h2>
      <p>{description}</p>
      <p className="facts">
        <span className="text">{shownValue(setting)}</span>
        <span className={`badge ${source}`}>{sources[source]}</span>
        {override && <Change by={override.updatedBy} at={override.updatedAt} />}
      </p>
      {notWritable && <p className="hint">{notWritable}</p>}
      {!notWritable && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{`Change ${key}`}</summary>
          {isOpen && <Editor setting={setting} onChange={onChange} />}
        </details>
      )}
    </li>
  );
}

const Change = ({ by, at }: { by: string | null; at: string }) => (
  <span>{`${by ?? 'Unknown'}, ${new Date(at).toLocaleString()}`}</span>
);

function Editor({ setting, onChange }: SettingProps) {
  const { key, appConfig, override, revision: ifRevision } = setting;
  const { reload, show } = useLoaded(() => settings.history({ key, limit: 20 }));
  const [draft, setDraft] = useState('');
  const [outcome, setOutcome] = useState<{ text?: string; error?: unknown }>({});
  useEffect(() => {
    // The draft of a change that was refused stays.
    if (outcome.error) document.getElementById(key)?.focus();
    else setDraft(draftOf(setting));
  }, [outcome]);
  const act = async (change: Promise<unknown>, text: string) => {
    const result = await change.then(() => ({ text })).catch(error => ({ error }));
    await Promise.all([onChange(), reload()]);
    setOutcome(result);
  };
  const change = (to: { value: unknown } | { unset: true }) =>
    act(settings.change([{ key, ifRevision, ...to }]), 'The setting was changed.');
  const save = (event: FormEvent) => {
    event.preventDefault();
    void change({ value: valueOf(draft, setting) });
  };
  const rollBack = (revision: string) =>
    act(settings.rollback(key, revision, { ifRevision }), 'The setting was rolled back.');
  return (
    <>
      <Done outcome={outcome} />
      <form onSubmit={save}>
        <label htmlFor={key}>New value</label>
        <Field setting={setting} value={draft} isWrong={'error' in outcome} onChange={setDraft} />
        <p id={`${key}-problem`} className="problem" role="alert">
          {outcome.error !== undefined && explainRefusal(outcome.error, setting)}
        </p>
        <p className="buttons">
          <button className="primary">Save</button>
          {override && (
            <button type="button" onClick={() => change({ unset: true })}>
              Reset to {appConfig ? 'app-config' : 'the default'}
            </button>
          )}
        </p>
      </form>
      <h3>History</h3>
      {show(entries => (
        <ol>
          {entries.length === 0 && <li>Nobody has changed this setting here.</li>}
          {entries.map(({ id, at, actor, action, revision, sensitive, to }) => (
            <li key={id} className="facts">
              <span className="text">{sensitive ? action : `${action}: ${textOf(to)}`}</span>
              <Change by={actor} at={at} />
              {!sensitive && revision !== ifRevision && (
                <button onClick={() => rollBack(revision)}>Roll back to this</button>
              )}
            </li>
          ))}
        </ol>
      ))}
    </>
  );
}

interface FieldProps {
  setting: ConfigSetting;
  value: string;
  isWrong: boolean;
  onChange: (draft: string) => void;
}

function Field({ setting, value, isWrong, onChange }: FieldProps) {
  const { key, schema, sensitive } = setting;
  const choices = choicesOf(setting);
  const given = {
    id: key,
    value,
    'aria-invalid': isWrong,
    'aria-describedby': `${key}-problem`,
    onChange: ({ target }: ChangeEvent<Element & { value: string }>) => onChange(target.value),
  };
  if (sensitive) return <input {...given} type="password" autoComplete="off" required />;
  if (schema.type === 'integer' || schema.type === 'number')
    return <input {...given} type="number" step="any" required />;
  if (choices === undefined) return <textarea {...given} rows={2} />;
  return (
    <select {...given} required>
      <option value="">Choose …</option>
      {choices.map(choice => (
        <option key={String(choice)} value={JSON.stringify(choice)}>
          {String(choice)}
        </option>
      ))}
    </select>
  );
}
