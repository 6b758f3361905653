import { useMemo, useState, useSyncExternalStore } from 'react';
import { AgentsView } from './agents.tsx';
import { fetchAs, listPeople } from './backend.ts';
import { ChatView } from './chat.tsx';
import { Heading, LoadedView, useLoaded } from './parts.tsx';
import { SettingsView, SettingView } from './settings.tsx';

const personKey = 'portal.person';

/** The portal: who it is used by, and the view that the address names. */
export function App() {
  const [person, setPerson] = useState(() => sessionStorage.getItem(personKey));
  const signIn = (name: string) => {
    sessionStorage.setItem(personKey, name);
    setPerson(name);
  };
  const signOut = () => {
    // The conversations are here, too.
    sessionStorage.clear();
    setPerson(null);
  };
  return (
    <>
      <a className="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      {person === null ? (
        <main id="main" tabIndex={-1}>
          <SignIn onChoose={signIn} />
        </main>
      ) : (
        <Portal key={person} person={person} onSignOut={signOut} />
      )}
    </>
  );
}

/** The fragment is the address of the view. */
function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function SignIn({ onChoose }: { readonly onChoose: (name: string) => void }) {
  const people = useLoaded(listPeople);
  return (
    <>
      <Heading>Sign in to the agent portal</Heading>
      <LoadedView what="people" from={people}>
        {all => (
          <ul className="cards" aria-label="Who may sign in">
            {all.map(({ name, title }) => (
              <li key={name}>
                <button type="button" onClick={() => onChoose(name)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
        )}
      </LoadedView>
    </>
  );
}

function onNavigation(callback: () => void): () => void {
  addEventListener('hashchange', callback);
  return () => removeEventListener('hashchange', callback);
}

interface PortalProps {
  readonly person: string;
  readonly onSignOut: () => void;
}

function Portal({ person, onSignOut }: PortalProps) {
  const fetch = useMemo(() => fetchAs(person), [person]);
  const address = useSyncExternalStore(onNavigation, () => location.hash);
  const [view = '', ...names] = address.slice(2).split('/').map(decodeURIComponent);
  const [first = '', second = ''] = names;
  const isOfSettings = view === 'settings';
  return (
    <>
      <header>
        <nav aria-label="Portal">
          <a href="#/agents" aria-current={isOfSettings ? undefined : 'page'}>
            Agents
          </a>
          <a href="#/settings" aria-current={isOfSettings ? 'page' : undefined}>
            Settings
          </a>
        </nav>
        <span>Signed in as {person}</span>
        <button type="button" onClick={onSignOut}>
          Sign out
        </button>
      </header>
      <main id="main" tabIndex={-1} key={address}>
        {view === 'chat' && (
          <ChatView fetch={fetch} person={person} namespace={first} name={second} />
        )}
        {isOfSettings && first !== '' && <SettingView fetch={fetch} settingKey={first} />}
        {isOfSettings && first === '' && <SettingsView fetch={fetch} />}
        {view !== 'chat' && !isOfSettings && <AgentsView fetch={fetch} />}
      </main>
    </>
  );
}
