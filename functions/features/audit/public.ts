/** What other features and the entrypoints may know of the audit trail. */
export { eventWords, trailKindOf } from "./eventWords";
export type { PersonalCase } from "./auditDeps";
