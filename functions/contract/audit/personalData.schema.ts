import { RequestId } from "../kernel/ids";
import { Instant } from "../kernel/time";
import { z } from "../kernel/zod";

/** Cases whose personal data are masked until somebody asks for them with a reason (promises M35, R18). */
export const REVEALED_KINDS = ["booking"] as const;
export const RevealedKind = z.enum(REVEALED_KINDS).meta({ title: "RevealedKind" });
export type RevealedKind = z.infer<typeof RevealedKind>;

export const REVEAL_REASONS = ["CALL", "IDENTITY", "COMPLAINT", "OTHER"] as const;
export const RevealReason = z.enum(REVEAL_REASONS, "请选择查看原因").meta({ title: "RevealReason" });
export type RevealReason = z.infer<typeof RevealReason>;
export const REVEAL_REASON_LABELS = {
  CALL: "联系预约人",
  IDENTITY: "核对身份",
  COMPLAINT: "处理投诉",
  OTHER: "其他",
} as const satisfies Record<RevealReason, string>;

const remark = z.string().trim().min(2, "请写明原因（至少 2 个字）").max(100, "原因最多 100 个字").optional();
const REMARK_MISSING = { path: ["remark"], message: "选择「其他」时，请写明原因" };

export const RevealPersonalData = z
  .strictObject({ requestId: RequestId, reason: RevealReason, remark })
  .refine((asked) => asked.reason !== "OTHER" || asked.remark !== undefined, REMARK_MISSING)
  .meta({ title: "RevealPersonalData" });
export type RevealPersonalData = z.infer<typeof RevealPersonalData>;

/** The same question at an export; without it the columns stay masked (promise F25). */
export const revealQuery = { revealReason: RevealReason.optional(), revealRemark: remark } as const;

export function reasonText(reason: RevealReason, words: string | undefined): string {
  return words === undefined || words === "" ? REVEAL_REASON_LABELS[reason] : `${REVEAL_REASON_LABELS[reason]}：${words}`;
}

export const PERSONAL_FIELDS = ["contactName", "contactPhone", "members"] as const;
export const PersonalField = z.enum(PERSONAL_FIELDS).meta({ title: "PersonalField" });
export type PersonalField = z.infer<typeof PersonalField>;
export const PERSONAL_FIELD_LABELS = { contactName: "联系人", contactPhone: "联系电话", members: "人员名单" } as const satisfies Record<PersonalField, string>;

/** The whole values, once; nothing keeps them but the case itself. */
export const PersonalData = z
  .strictObject({ fields: z.array(z.strictObject({ field: PersonalField, label: z.string(), value: z.string() })), seenAt: Instant })
  .meta({ title: "PersonalData" });
export type PersonalData = z.infer<typeof PersonalData>;
