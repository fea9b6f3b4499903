/** What other features may know of registrations. Everything else in this folder is private to it. */
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { RegistrationKind } from "@app/contract/registrations/registrationKinds";

export { registrationSearch, registrationWork } from "./registrationWork";

/** Payload of every REGISTRATION_… event. */
export type RegistrationStepped = {
  readonly registrationId: string;
  /** The author's account: who is told what became of it. */
  readonly username: string;
  readonly kind: RegistrationKind;
  readonly organizationName: string;
  /** Where it is reviewed; absent before it was sent. */
  readonly reviewPath?: OrgPath;
  /** 审核意见, 需要修改的地方 or 不予通过的原因. */
  readonly remark?: string;
};
export { retainedDrafts, retainedRegistrations } from "./actions/clearRegistration";
