import { addColorOption, addConfigurationOptions, addJsonOption } from './common-options.ts';
import type { ChatOptions } from './run-chat.ts';
import type { AddSubcommand } from './subcommand.ts';

const more = `
With --message, or if standard input is no terminal, one message is sent. Standard output gets the text of the reply
and the question in which it ends; standard error gets states, names of artifacts and the session.

Exit code: 0 if the reply ended well, also with a question (--json has it as "question"); 1 if it failed; 2 if the
command was used wrongly; 130 after Ctrl-C. On a terminal, Ctrl-C stops a reply, and the chat ends with 0.

Examples:
  boost chat team1/weather-agent
  boost chat weather-agent --message 'Will it rain?'
  boost chat --message - --json < question.txt`;

/** Adds `boost chat`. */
export const addChatCommand: AddSubcommand = (program, context, end) => {
  const command = program
    .command('chat')
    .summary('chat with an agent')
    .description(
      'Chats with an agent on the terminal, or sends one message. Needs Kagenti and Keycloak, and no backend.',
    )
    .argument(
      '[agent]',
      'namespace/name or name; default: boost.providers.kagenti.defaultAgent, or the only agent',
    )
    .option('--message <text>', 'send one message; - is standard input')
    .option('--session <id>', 'continue an earlier conversation (needs boost.encryptionSecret)')
    .option('--user <ref>', 'chat as this user, for example user:default/jane')
    .addHelpText('after', more)
    .action(async (agent: string | undefined, options: ChatOptions) => {
      const { runChat } = await import('./run-chat.ts');
      end(await runChat(agent, options, context));
    });
  return addColorOption(addJsonOption(addConfigurationOptions(command)));
};
