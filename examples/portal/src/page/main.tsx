import { useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Agents } from './agents.tsx';
import { Chat } from './chat.tsx';
import { useLoaded, View } from './parts.tsx';
import { listPeople, signedIn, signIn } from './session.ts';
import { Settings } from './settings.tsx';

function Portal() {
  const [person, setPerson] = useState(signedIn);
  const address = useSyncExternalStore(onNavigation, () => decodeURIComponent(location.hash));
  const chosen = (name?: string) => {
    signIn(name);
    setPerson(name);
  };
  const agent = address.startsWith('#chat/') ? address.slice('#chat/'.length) : undefined;
  return (
    <>
      <button className="skip" onClick={() => document.querySelector('main')?.focus()}>
        Skip to the content
      </button>
      {person !== undefined && (
        <header>
          <nav aria-label="Portal">
            <Tab href="#agents" isCurrent={address !== '#settings'} name="Agents" />
            <Tab href="#settings" isCurrent={address === '#settings'} name="Settings" />
          </nav>
          <span>Signed in as {person}</span>
          <button onClick={() => chosen()}>Sign out</button>
        </header>
      )}
      <main tabIndex={-1} key={`${person} ${address}`}>
        {person === undefined ? (
          <SignIn onChoose={chosen} />
        ) : agent !== undefined ? (
          <Chat agent={agent} />
        ) : address === '#settings' ? (
          <Settings />
        ) : (
          <Agents />
        )}
      </main>
    </>
  );
}

function onNavigation(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function Tab({ href, isCurrent, name }: { href: string; isCurrent: boolean; name: string }) {
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {name}
    </a>
  );
}

function SignIn({ onChoose }: { onChoose: (name: string) => void }) {
  const { show } = useLoaded(listPeople);
  return (
    <View title="Who are you?">
      {show(people => (
        <ul className="cards" aria-label="People who may sign in">
          {people.map(({ name, title }) => (
            <li key={name}>
              <button onClick={() => onChoose(name)}>{title}</button>
            </li>
          ))}
        </ul>
      ))}
    </View>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Portal />);
