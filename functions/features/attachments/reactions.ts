import type { DeadlineHandler } from "../../engines/deadlines/deadlines";
import { removeUnbound } from "./actions/removeUnbound";
import type { AttachmentDeps } from "./attachmentDeps";
import { ATTACHMENT_DEADLINE } from "./attachmentRepository";

/** Swept apart from the cases' deadlines: a file store that answers slowly must not hold up the places of a visit. */
export const attachmentDeadlines = (deps: AttachmentDeps): readonly DeadlineHandler[] => [
  { kind: ATTACHMENT_DEADLINE, settle: (item) => removeUnbound(deps, item) },
];
