import { useSyncExternalStore } from 'react';

/** The fragment of the page's address, which names the view. */
export const useAddress = () => useSyncExternalStore(onNavigation, () => location.hash);

function onNavigation(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
