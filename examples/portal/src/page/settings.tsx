import type { ConfigSetting } from '@rhdh-boost/runtime-config/browser';
import { useState } from 'react';
import { Done, useLoaded, View } from './parts.tsx';
import { listSettings, settings } from './session.ts';
import { choicesOf, inputTypeOf, shownValue, textOf } from './setting-value.ts';
import { useSetting } from './use-setting.ts';

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
  const { key, appConfig, override } = setting;
  const below = appConfig ? 'app-config' : 'the default';
  const history = useLoaded(() => settings.history({ key, limit: 20 }));
  const reload = () => Promise.all([onChange(), history.reload()]);
  const form = useSetting(setting, reload);
  return (
    <>
      <Done outcome={form.outcome} />
      <form onSubmit={form.save}>
        <label htmlFor={key}>New value</label>
        <Field setting={setting} form={form} />
        <p id={form.field['aria-describedby']} className="problem" role="alert">
          {form.problem}
        </p>
        <button className="primary">Save</button>
      </form>
      {override && <button onClick={form.reset}>{`Reset to ${below}`}</button>}
      <h3>History</h3>
      {history.show(entries => (
        <ol className="history">
          {entries.length === 0 && <li>Nobody has changed this setting here.</li>}
          {entries.map(({ id, at, actor, action, revision, sensitive, to }) => (
            <li key={id} className="facts">
              <span className="text">{sensitive ? action : `${action}: ${textOf(to)}`}</span>
              <Change by={actor} at={at} />
              {!sensitive && revision !== setting.revision && (
                <button onClick={() => form.rollBack(revision)}>Roll back to this</button>
              )}
            </li>
          ))}
        </ol>
      ))}
    </>
  );
}

/** The field for the type of a setting. */
function Field({ setting, form }: { setting: ConfigSetting; form: ReturnType<typeof useSetting> }) {
  const [type, choices] = [inputTypeOf(setting), choicesOf(setting)];
  if (type) return <input {...form.field} type={type} step="any" autoComplete="off" required />;
  if (!choices) return <textarea {...form.field} />;
  return (
    <select {...form.field} required>
      <option value="">Choose …</option>
      {choices.map(choice => (
        <option key={String(choice)} value={JSON.stringify(choice)}>
          {String(choice)}
        </option>
      ))}
    </select>
  );
}
