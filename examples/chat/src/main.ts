// `npm run example:chat`: an agent asks, the user approves, and the agent continues in the same session.
import { startChatServer } from './chat-server.ts';
import { Conversation } from './conversation.ts';
import { startKagenti } from './kagenti.ts';

await using kagenti = await startKagenti();
await using server = await startChatServer(kagenti.client);
kagenti.backend.chat.reply([
  { type: 'text', text: 'I have written the release notes. ' },
  { type: 'inputRequired', message: 'May I publish them?', requestId: 'r-17' },
]);
const headers = { 'x-user': 'user:default/jane' };
const conversation = new Conversation(message =>
  fetch(server.url, { method: 'POST', headers, body: JSON.stringify(message) }),
);

for await (const event of conversation.say('Write the release notes')) {
  if (event.type === 'text') console.log(`Agent: ${event.text}`);
}
console.log(`Agent asks: ${conversation.question?.message}`);
console.log('Jane: Approved');
let reply = '';
for await (const event of conversation.answer('Approved')) {
  if (event.type === 'text') reply += event.text;
}
console.log(`Agent: ${reply}`);
