import { createRoot } from 'react-dom/client';
import { Agents } from './agents.tsx';
import { Chat } from './chat.tsx';
import { useLoaded, View } from './parts.tsx';
import { listPeople, signedIn, signIn } from './session.ts';
import { Settings } from './settings.tsx';

/** The view that the fragment of the address names. */
function Portal() {
  const [person, address] = [signedIn(), location.hash];
  const agent = /^#chat\/([\w-]+\/[\w-]+)$/.exec(address)?.[1];
  const isSettings = address === '#settings';
  return (
    <>
      <button className="skip" onClick={() => document.querySelector('main')?.focus()}>
        Skip to the content
      </button>
      {person && (
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
          <button onClick={signOut}>Sign out</button>
        </header>
      )}
      <main tabIndex={-1} key={`${person} ${address}`}>
        {!person && <SignIn />}
        {person && agent && <Chat agent={agent} />}
        {person && isSettings && <Settings />}
        {person && !agent && !isSettings && <Agents />}
      </main>
    </>
  );
}

function choose(name: string): void {
  signIn(name);
  render();
}

function SignIn() {
  const { show } = useLoaded(listPeople);
  return (
    <View title="Sign in to the agent portal">
      {show(people => (
        <ul className="people" aria-label="People">
          {people.map(({ name, title }) => (
            <li key={name}>
              <button onClick={() => choose(name)}>{title}</button>
            </li>
          ))}
        </ul>
      ))}
    </View>
  );
}

/** A view that goes may write to the storage, so that it goes first. */
function signOut(): void {
  root.unmount();
  sessionStorage.clear();
  location.reload();
}

const root = createRoot(document.querySelector('#root') ?? document.body);
const render = () => root.render(<Portal />);
addEventListener('hashchange', render);
render();
