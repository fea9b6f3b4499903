import { defineRoute } from "../kernel/route";
import { z } from "../kernel/zod";
import { Attachment, AttachmentParams, CompleteUpload, RequestUpload, UploadRequested } from "./attachment.schema";
import { attachmentErrors } from "./attachments.errors";

const NOTHING = z.strictObject({});
const attachments = { tag: "attachments", params: NOTHING, query: NOTHING, body: undefined, access: "SESSION", errors: attachmentErrors } as const;

export const attachmentRoutes = {
  requestUpload: defineRoute({
    ...attachments,
    id: "requestUpload",
    method: "POST",
    path: "/api/attachments",
    summary: "申请上传照片：得到直传文件库的签名表单",
    body: RequestUpload,
    output: UploadRequested,
  }),
  completeUpload: defineRoute({
    ...attachments,
    id: "completeUpload",
    method: "POST",
    path: "/api/attachments/{attachmentId}/completion",
    summary: "照片传完：按内容查验，去掉位置信息，生成缩略图",
    params: AttachmentParams,
    body: CompleteUpload,
    output: Attachment,
  }),
  getAttachment: defineRoute({
    ...attachments,
    id: "getAttachment",
    method: "GET",
    path: "/api/attachments/{attachmentId}",
    summary: "查看自己上传的照片；链接一小时内有效",
    params: AttachmentParams,
    output: Attachment,
  }),
} as const;
