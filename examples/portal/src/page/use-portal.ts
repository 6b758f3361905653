import { useState, useSyncExternalStore } from 'react';
import { signedIn, signIn } from './session.ts';

/** The fragment of the page's address, which names the view. */
export const useAddress = () => useSyncExternalStore(onNavigation, () => location.hash);

function onNavigation(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Who has signed in, and what signs a person in or, without a name, out. */
export function usePerson(): readonly [string | undefined, (name?: string) => void] {
  const [person, setPerson] = useState(signedIn);
  const choose = (name?: string) => {
    signIn(name);
    setPerson(name);
  };
  return [person, choose];
}
