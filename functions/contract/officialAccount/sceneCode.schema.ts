import { FacilityId, RequestId } from "../kernel/ids";
import { PageCursor, PageLimit, pageOf } from "../kernel/page";
import { Instant, LocalDate } from "../kernel/time";
import { z } from "../kernel/zod";
import { AccountPage } from "./accountPages";
import { ReplyKey } from "./replies.schema";

/** Where a scanned code leads. */
export const CODE_TARGET_KINDS = ["FACILITY", "KEYWORD", "PAGE"] as const;
export type CodeTargetKind = (typeof CODE_TARGET_KINDS)[number];
export const CODE_TARGET_KIND_LABELS = { FACILITY: "一家开放单位", KEYWORD: "一条自动回复", PAGE: "一个页面" } as const satisfies Record<
  CodeTargetKind,
  string
>;
export const CodeTarget = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("FACILITY"), facilityId: FacilityId }),
    z.strictObject({ kind: z.literal("KEYWORD"), key: ReplyKey }),
    z.strictObject({ kind: z.literal("PAGE"), page: AccountPage }),
  ])
  .meta({ title: "CodeTarget" });
export type CodeTarget = z.infer<typeof CodeTarget>;

/** WeChat lets a temporary code live for 30 days, and an account have 100 000 permanent ones. */
export const CODE_DAYS_MAX = 30;
export const CODE_NAME_LENGTH_MAX = 20;
export const CodeId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, "编号格式不正确");
const name = z.string("请填写名称").trim().min(1, "请填写名称").max(CODE_NAME_LENGTH_MAX, `名称最多 ${CODE_NAME_LENGTH_MAX} 字`);

export const CODE_STATES = ["ACTIVE", "DISABLED", "EXPIRED"] as const;
export type CodeState = (typeof CODE_STATES)[number];
export const CODE_STATE_LABELS = { ACTIVE: "使用中", DISABLED: "已停用", EXPIRED: "已过期" } as const satisfies Record<CodeState, string>;

const common = {
  codeId: CodeId,
  name: z.string(),
  target: CodeTarget,
  targetLabel: z.string(),
  state: z.enum(CODE_STATES),
  /** Absent: permanent. */
  expiresAt: Instant.optional(),
  createdByName: z.string(),
  createdAt: Instant,
  scans: z.number().int(),
  newFollowers: z.number().int(),
  version: z.number().int(),
};
export const SceneCode = z.strictObject(common).meta({ title: "SceneCode" });
export type SceneCode = z.infer<typeof SceneCode>;
export const SceneCodeDetail = z
  .strictObject({
    ...common,
    /** As it is printed. */
    qrPngBase64: z.string(),
    /** The last 30 days, today last. */
    days: z.array(z.strictObject({ date: LocalDate, scans: z.number().int(), newFollowers: z.number().int() })),
  })
  .meta({ title: "SceneCodeDetail" });
export type SceneCodeDetail = z.infer<typeof SceneCodeDetail>;
export const SceneCodePage = pageOf(SceneCode).meta({ title: "SceneCodePage" });
export const SceneCodesQuery = z.strictObject({ limit: PageLimit, cursor: PageCursor.optional() });
export type SceneCodesQuery = z.infer<typeof SceneCodesQuery>;

export const CreateSceneCode = z
  .strictObject({
    requestId: RequestId,
    name,
    target: CodeTarget,
    /** Absent: permanent. */
    days: z.number("请填写天数").int("请填写整数").min(1, "至少 1 天").max(CODE_DAYS_MAX, `最多 ${CODE_DAYS_MAX} 天`).optional(),
  })
  .meta({ title: "CreateSceneCode" });
export type CreateSceneCode = z.infer<typeof CreateSceneCode>;
export const EditSceneCode = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1), name, target: CodeTarget, isDisabled: z.boolean() })
  .meta({ title: "EditSceneCode" });
export type EditSceneCode = z.infer<typeof EditSceneCode>;
