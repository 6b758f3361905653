import { explainFailure as explain } from '@rhdh-boost/kagenti-client/browser';
import { type ConfigSetting, SettingForm } from '@rhdh-boost/runtime-config/browser';
import { useEffect, useState } from 'react';
import { Done, Failure, useLoaded, useStore, View } from './parts.tsx';
import { listSettings, settings } from './session.ts';

const sources = { database: 'Override', yaml: 'app-config', default: 'Default' };

/** All settings with their sources. */
export function Settings() {
  const { show } = useLoaded(listSettings);
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
            {all.map(setting => (
              <li key={setting.key} hidden={!isWanted(setting)}>
                <Setting initial={setting} />
              </li>
            ))}
          </ul>
        </>
      ))}
    </View>
  );
}

function Setting({ initial }: { initial: ConfigSetting }) {
  const form = useStore(() => new SettingForm({ settings, setting: initial, explain }));
  const { setting, value, written, history, historyFailure, problem, done } = form.snapshot;
  const { key, description, source, appConfig, override, notWritable } = setting;
  const [isOpen, setOpen] = useState(false);
  const load = () => form.loadHistory();
  const open = () => {
    setOpen(true);
    void load();
  };
  useEffect(() => void (problem && document.getElementById(key)?.focus()), [problem]);
  return (
    <>
      <h2>{key}</h2>
      <p>{description}</p>
      <p className="facts">
        <span className="text">{value}</span>
        <span className={`badge ${source}`}>{sources[source]}</span>
        {written && <span>{written}</span>}
      </p>
      {notWritable && <p className="hint">{notWritable}</p>}
      <details hidden={notWritable !== undefined} onToggle={open}>
        <summary>{`Change ${key}`}</summary>
        {historyFailure !== undefined && <Failure error={historyFailure} onRetry={load} />}
        {isOpen && (
          <>
            <Done>{done}</Done>
            <form action={() => void form.save()}>
              <label htmlFor={key}>New value</label>
              <Field form={form} />
              <p id={`${key}-problem`} className="problem" role="alert">
                {problem}
              </p>
              <button className="primary">Save</button>
            </form>
            {override && (
              <button onClick={() => void form.reset()}>
                {`Reset to ${appConfig ? 'app-config' : 'the default'}`}
              </button>
            )}
            <h3>History</h3>
            <ol className="history">
              {history?.length === 0 && <li>Nobody has changed this setting here.</li>}
              {history?.map(change => (
                <li key={change.id} className="facts">
                  <span className="text">{change.text}</span>
                  <span>{change.written}</span>
                  {change.canRollBack && (
                    <button onClick={() => void form.rollBack(change.revision)}>
                      Roll back to this
                    </button>
                  )}
                </li>
              ))}
            </ol>
          </>
        )}
      </details>
    </>
  );
}

function Field({ form }: { form: SettingForm }) {
  const { type, choices } = form.field;
  const { setting, draft, problem } = form.snapshot;
  const field = {
    id: setting.key,
    value: draft,
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${setting.key}-problem`,
    onChange: ({ target }: { target: { value: string } }) => form.edit(target.value),
  };
  if (type) return <input {...field} type={type} step="any" autoComplete="off" required />;
  if (choices.length === 0) return <textarea {...field} />;
  const options = choices.map(({ draft: value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
  return <select {...field} required children={options} />;
}
