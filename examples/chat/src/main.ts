// `npm run example:chat`: an agent asks, the user approves, and the agent continues in the same session.
import { Conversation } from '@rhdh-boost/kagenti-client/browser';
import { startChatServer } from './chat-server.ts';
import { startKagenti } from './kagenti.ts';

await using kagenti = await startKagenti();
await using server = await startChatServer(kagenti.client);
kagenti.backend.chat.reply([
  { type: 'text', text: 'I have written the release notes. ' },
  { type: 'inputRequired', message: 'May I publish them?', requestId: 'r-17' },
]);
const headers = { 'x-user': 'user:default/jane' };
const conversation = new Conversation({
  send: (message, signal) =>
    fetch(server.url, { method: 'POST', headers, body: JSON.stringify(message), signal }),
});

await conversation.say('Write the release notes');
console.log(`Agent: ${conversation.snapshot.messages.at(-1)?.text}`);
console.log(`Agent asks: ${conversation.snapshot.question?.message}`);
console.log('Jane: Approved');
await conversation.say('Approved');
console.log(`Agent: ${conversation.snapshot.messages.at(-1)?.text}`);
