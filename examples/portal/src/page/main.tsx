import { createRoot } from 'react-dom/client';
import { Agents } from './agents.tsx';
import { Chat } from './chat.tsx';
import { useLoaded, View } from './parts.tsx';
import { listPeople } from './session.ts';
import { Settings } from './settings.tsx';
import { useAddress, usePerson } from './use-portal.ts';

const chatPrefix = '#chat/';

/** The view that the fragment of the address names. */
function Portal() {
  const [person, choose] = usePerson();
  const address = useAddress();
  const isChat = address.startsWith(chatPrefix);
  const isSettings = address === '#settings';
  return (
    <>
      <button className="skip" onClick={() => document.querySelector('main')?.focus()}>
        Skip to the content
      </button>
      {person !== undefined && (
        <header>
          <nav aria-label="Portal">
            <a href="#agents" aria-current={!isSettings}>
              Agents
            </a>
            <a href="#settings" aria-current={isSettings}>
              Settings
            </a>
          </nav>
          <span>{`Signed in as ${person}`}</span>
          <button onClick={() => choose()}>Sign out</button>
        </header>
      )}
      <main tabIndex={-1} key={`${person} ${address}`}>
        {person === undefined && <SignIn onChoose={choose} />}
        {person && isChat && <Chat agent={address.slice(chatPrefix.length)} />}
        {person && isSettings && <Settings />}
        {person && !isChat && !isSettings && <Agents />}
      </main>
    </>
  );
}

function SignIn({ onChoose }: { onChoose: (name: string) => void }) {
  const { show } = useLoaded(listPeople);
  return (
    <View title="Sign in to the agent portal">
      {show(people => (
        <ul className="people" aria-label="People">
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
if (root) createRoot(root).render(<Portal />);
