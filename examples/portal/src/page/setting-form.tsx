import {
  type ConfigChange,
  type ConfigSetting,
  SettingsError,
} from '@rhdh-boost/runtime-config/browser';
import { type ChangeEvent, useEffect, useId, useState } from 'react';
import { Failure } from './parts.tsx';

/** A value as people read it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'Not set';
  if (value === '') return 'Empty text';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface FormProps {
  readonly setting: ConfigSetting;
  /** Why the last change failed. */
  readonly error: unknown;
  readonly onChange: (change: ConfigChange) => void;
}

/** Changes a setting. The server judges the value, so that each rule is in one place. */
export function SettingForm({ setting, error, onChange }: FormProps) {
  const { key, schema, sensitive, appConfig, override, revision } = setting;
  const [draft, setDraft] = useState(() => draftOf(setting));
  const [shown, setShown] = useState(setting);
  const [field, problem] = [useId(), useId()];
  const fields = error instanceof SettingsError && error.status === 400 ? error.fields : [];
  if (shown !== setting && error === undefined) {
    setShown(setting);
    setDraft(draftOf(setting));
  }
  useEffect(() => {
    if (error !== undefined) document.getElementById(field)?.focus();
  }, [error, field]);
  if (!setting.writable) return <p className="notice">{setting.notWritable}</p>;
  const attributes = {
    id: field,
    value: draft,
    'aria-invalid': fields.length > 0,
    'aria-describedby': problem,
    onChange: ({ target }: ChangeEvent<{ value: string } & Element>) => setDraft(target.value),
  };
  const options = optionsOf(setting);
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        onChange({ key, value: valueOf(draft, setting), ifRevision: revision });
      }}
    >
      <label htmlFor={field}>{sensitive ? 'New secret' : 'New value'}</label>
      {options !== undefined ? (
        <select {...attributes} required>
          <option value="">Choose …</option>
          {options.map(option => (
            <option key={textOf(option)} value={JSON.stringify(option)}>
              {textOf(option)}
            </option>
          ))}
        </select>
      ) : isNumber(schema) ? (
        <input {...attributes} type="number" step="any" required />
      ) : sensitive ? (
        <input {...attributes} type="password" autoComplete="off" required />
      ) : (
        <textarea {...attributes} rows={3} />
      )}
      <p id={problem} className={fields.length > 0 ? 'problem' : 'hint'}>
        {fields.length > 0
          ? fields.map(({ message, hint }) => `${message} ${hint}`).join(' ')
          : sensitive && 'The stored secret is never shown.'}
      </p>
      {error instanceof SettingsError && error.status === 409 ? (
        <p className="notice failure" role="alert">
          {override?.updatedBy ?? 'Somebody else'} changed this setting at the same time, so that
          your change was not saved. The value is now: {sensitive ? 'secret' : textOf(setting.value)}
          . To replace it, repeat your change.
        </p>
      ) : (
        error !== undefined && fields.length === 0 && <Failure error={error} />
      )}
      <div className="buttons">
        <button type="submit" className="primary">
          Save
        </button>
        {override !== undefined && (
          <button
            type="button"
            onClick={() => onChange({ key, unset: true, ifRevision: revision })}
          >
            Reset to {appConfig === undefined ? 'the default' : 'app-config'}
          </button>
        )}
      </div>
    </form>
  );
}

const isNumber = ({ type }: ConfigSetting['schema']) => type === 'integer' || type === 'number';

function optionsOf({ schema }: ConfigSetting): readonly unknown[] | undefined {
  if (schema.type === 'boolean') return [true, false];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

function draftOf(setting: ConfigSetting): string {
  const { value, sensitive } = setting;
  if (sensitive || value === undefined || value === null) return '';
  const isText = typeof value === 'string' && optionsOf(setting) === undefined;
  return isText ? value : JSON.stringify(value);
}

/** A choice, a number, a list and an object are JSON; what is none is text. */
function valueOf(draft: string, setting: ConfigSetting): unknown {
  if (setting.schema.type === 'string' && optionsOf(setting) === undefined) return draft;
  try {
    return JSON.parse(draft);
  } catch {
    return draft;
  }
}
