import { z } from "../kernel/zod";

/**
 * 操作日志 (seed 004, 5.1.8.9; promise M35): what staff did, by kind. A kind is a list of its own, so that a log-in is found among log-ins however many gates
 * checked people in meanwhile.
 */
export const TRAIL_KINDS = ["OPERATION", "SIGN_IN", "PERSONAL_DATA", "EXPORT", "CONFIGURATION"] as const;
export const TrailKind = z.enum(TRAIL_KINDS).meta({ title: "TrailKind" });
export type TrailKind = z.infer<typeof TrailKind>;
export const TRAIL_KIND_LABELS = {
  OPERATION: "操作",
  SIGN_IN: "登录",
  PERSONAL_DATA: "个人信息查看",
  EXPORT: "导出",
  CONFIGURATION: "配置",
} as const satisfies Record<TrailKind, string>;

/** Of which kind an event is; decided when it is written, because it says in which list the entry stands. */
export type TrailKindOf = (eventType: string) => TrailKind;
