export {
  type AgentCondition,
  type AgentOwnership,
  type AgentOwnershipOptions,
  agentOwnership,
  type OwnedAgent,
  type OwnerParameters,
} from './agent-ownership.ts';
