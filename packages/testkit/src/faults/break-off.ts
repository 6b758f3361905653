import type { Socket } from 'node:net';

/** How a connection ends: it stays and is silent, it is reset (RST), or it is closed (FIN). */
export type Ending = 'hang' | 'reset' | 'close';

/**
 * A reset that follows at once overtakes what was sent: the peer's kernel throws unread bytes away
 * when the RST arrives. This long the peer has to read them.
 */
const readingTimeMs = 50;

/** Ends a connection on which something was sent, so that the peer gets that first. */
export function breakOff(socket: Socket | null, ending: Ending): void {
  if (ending === 'reset') {
    setTimeout(() => socket?.resetAndDestroy(), readingTimeMs);
  } else if (ending === 'close') {
    socket?.destroySoon();
  }
}

/** Ends a connection on which nothing was sent. */
export function breakAtOnce(socket: Socket | null, ending: Ending): void {
  if (ending === 'reset') {
    socket?.resetAndDestroy();
  } else {
    breakOff(socket, ending);
  }
}
