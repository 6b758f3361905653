import { describe, expect, it, vi } from 'vitest';
import { hasTerminal, startChatPlace } from './chat.fixture.ts';

const ctrlC = '\u0003';
const ctrlD = '\u0004';

describe.skipIf(!hasTerminal)('boost chat on a terminal', () => {
  it('shows the reply [boost-chat/Reply is shown while it arrives]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([{ type: 'text', text: 'It will ' }, { delayMs: 300_000 }]);
    const terminal = place.onTerminal(['team1/weather-agent']);
    await terminal.see('you> ');
    terminal.type('Will it rain?\r');
    await terminal.see('It will ');
    expect(place.chats).toMatchObject([{ agent: 'team1/weather-agent', message: 'Will it rain?' }]);
    terminal.type(ctrlC);
    await terminal.see('(stopped)');
    await terminal.see('you> ');
    await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
    terminal.type(ctrlD);
    expect(await terminal.ended).toBe(0);
    console.log(terminal.screen);
  });
});
