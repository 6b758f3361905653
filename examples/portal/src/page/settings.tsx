import { type ConfigSetting, settingsClient } from '@rhdh-boost/runtime-config/browser';
import { useCallback, useId, useMemo, useState } from 'react';
import type { AuthorizedFetch } from './backend.ts';
import { Done, Heading, LoadedView, useLoaded } from './parts.tsx';
import { SettingForm, textOf } from './setting-form.tsx';

const sources = { database: 'Override', yaml: 'app-config', default: 'Default' };

function useSettings(fetch: AuthorizedFetch) {
  return useMemo(() => settingsClient({ baseUrl: '/api/boost-config', fetch }), [fetch]);
}

/** All settings with their sources. */
export function SettingsView({ fetch }: { readonly fetch: AuthorizedFetch }) {
  const settings = useSettings(fetch);
  const loaded = useLoaded(useCallback(() => settings.list(), [settings]));
  const [wanted, setWanted] = useState('');
  const filter = useId();
  const matches = ({ key, description }: ConfigSetting) =>
    `${key} ${description}`.toLowerCase().includes(wanted.toLowerCase());
  return (
    <>
      <Heading>Settings</Heading>
      <LoadedView what="settings" from={loaded}>
        {all => (
          <>
            <label htmlFor={filter}>Filter settings</label>
            <input
              id={filter}
              type="search"
              value={wanted}
              onChange={({ target }) => setWanted(target.value)}
            />
            <p role="status" className="hint">
              {all.filter(matches).length} of {all.length} settings
            </p>
            <ul className="cards">
              {all.filter(matches).map(setting => (
                <li key={setting.key}>
                  <h2>
                    <a href={`#/settings/${setting.key}`}>{setting.key}</a>
                  </h2>
                  <p>{setting.description}</p>
                  <Facts setting={setting} />
                </li>
              ))}
            </ul>
          </>
        )}
      </LoadedView>
    </>
  );
}

/** The value of a setting, where it comes from, and who changed it. */
function Facts({ setting }: { readonly setting: ConfigSetting }) {
  const { source, override, appConfig, writable, sensitive, value } = setting;
  const secret = (override ?? appConfig) === undefined ? 'Not set' : 'A secret is set';
  return (
    <p className="facts">
      <span className="text">{sensitive ? secret : textOf(value)}</span>
      <span className="badge" data-good={source === 'database'}>
        {sources[source]}
      </span>
      {override !== undefined && <Change by={override.updatedBy} at={override.updatedAt} />}
      {!writable && <span>Read-only</span>}
    </p>
  );
}

interface ChangeProps {
  readonly by: string | null;
  readonly at: string;
}

function Change({ by, at }: ChangeProps) {
  return (
    <span>
      {by ?? 'Unknown'}, <time dateTime={at}>{new Date(at).toLocaleString()}</time>
    </span>
  );
}

interface SettingProps {
  readonly fetch: AuthorizedFetch;
  readonly settingKey: string;
}

/** One setting, its form and its history. */
export function SettingView({ fetch, settingKey: key }: SettingProps) {
  const settings = useSettings(fetch);
  const load = useCallback(async () => {
    const [all, history] = await Promise.all([settings.list(), settings.history({ key })]);
    return { setting: all.find(setting => setting.key === key), history };
  }, [settings, key]);
  const loaded = useLoaded(load);
  const [outcome, setOutcome] = useState<{ readonly text: string }>();
  const [error, setError] = useState<unknown>();
  const act = async (change: Promise<unknown>, text: string) => {
    const failure = await change.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    await loaded.reload();
    setError(failure);
    setOutcome(failure === undefined ? { text } : undefined);
  };
  return (
    <>
      <a href="#/settings">All settings</a>
      <Heading>{key}</Heading>
      <Done outcome={outcome} />
      <LoadedView what="the setting" from={loaded}>
        {({ setting, history }) =>
          setting === undefined ? (
            <p>This setting does not exist. It may belong to a module that is not installed.</p>
          ) : (
            <>
              <p>{setting.description}</p>
              <Facts setting={setting} />
              <SettingForm
                setting={setting}
                error={error}
                onChange={change => act(settings.change([change]), 'The setting was changed.')}
              />
              <h2>History</h2>
              {history.length === 0 && <p>Nobody has changed this setting here.</p>}
              <ol className="cards">
                {history.map(({ id, at, actor, action, revision, sensitive, to }) => (
                  <li key={id} className="facts">
                    <span className="text">
                      {action}
                      {!sensitive && `: ${textOf(to)}`}
                    </span>
                    <Change by={actor} at={at} />
                    {setting.writable && !sensitive && revision !== setting.revision && (
                      <button
                        type="button"
                        onClick={() =>
                          act(
                            settings.rollback(key, revision, { ifRevision: setting.revision }),
                            'The setting was rolled back.',
                          )
                        }
                      >
                        Roll back to this
                      </button>
                    )}
                  </li>
                ))}
              </ol>
            </>
          )
        }
      </LoadedView>
    </>
  );
}
