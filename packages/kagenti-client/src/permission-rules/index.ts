export {
  type AgentOwnershipOptions,
  agentOwnership,
  type OwnedAgent,
} from './agent-ownership.ts';
