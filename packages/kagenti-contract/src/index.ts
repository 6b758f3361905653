export { matchOperation, type OperationMatch } from './match-operation.ts';
export type {
  FeatureFlag,
  Method,
  Operation,
  OperationRow,
  Permission,
  Role,
} from './operation.ts';
export type { OperationName } from './operation-name.ts';
export { operationByName, operations } from './operations.ts';
