import type { attachmentRoutes } from "@app/contract/attachments/attachments.routes";
import { refuse } from "@app/contract/kernel/result";
import type { Handlers } from "../../engines/http/handler";
import { completeUpload } from "./actions/completeUpload";
import { requestUpload } from "./actions/requestUpload";
import type { AttachmentDeps } from "./attachmentDeps";
import { getOwnAttachment } from "./attachmentRepository";
import { toAttachment } from "./attachmentView";
import { unlessFilesAway } from "./filesAway";

export function attachmentHandlers(deps: AttachmentDeps): Handlers<typeof attachmentRoutes> {
  return {
    requestUpload: ({ input, actor }) => requestUpload(deps, { actor, command: input.body }),
    completeUpload: ({ input, actor }) => completeUpload(deps, { actor, attachmentId: input.params.attachmentId, requestId: input.body.requestId }),
    getAttachment: async ({ input, actor }) => {
      const item = await getOwnAttachment(deps.engine.store, actor, input.params.attachmentId);
      if (item === undefined) return refuse({ code: "NOT_FOUND", what: "张照片" });
      return unlessFilesAway(() => toAttachment(deps, item));
    },
  };
}
