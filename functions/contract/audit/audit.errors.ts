import { refusalEntry, type RefusalOf } from "../kernel/errors";

export const auditErrors = {
  REVEAL_NOT_ALLOWED: refusalEntry(403, "您不能查看这张单的完整个人信息。如工作需要，请联系本单位管理员或上级管理部门。"),
} as const;
export type AuditRefusal = RefusalOf<typeof auditErrors>;
