import { photoClaimErrors } from "../attachments/attachment.schema";
import { workflowErrors } from "../engines/workflow";
import { refusalEntry, type RefusalOf } from "../kernel/errors";
import type { LocalDate } from "../kernel/time";

/** Code → status and sentence, complete. The sentence says what happened and what to do next. */
export const facilityErrors = {
  ...workflowErrors,
  ...photoClaimErrors,
  FACILITY_CHANGED: refusalEntry<{ readonly lastChange: string | undefined; readonly version: number }>(
    409,
    ({ lastChange }) => `您打开之后资料有了变化${lastChange === undefined ? "" : `（${lastChange}）`}。您填写的内容还在，请核对下面标出的地方后再保存。`,
  ),
  FACILITY_NAME_TAKEN: refusalEntry<{ readonly name: string }>(
    409,
    ({ name }) => `本市已有「${name}」。请在列表里查找；确是另一家的，请把名称写得更具体。`,
    "body.name",
  ),
  DISTRICT_UNKNOWN: refusalEntry(422, "没有这个区县，请重新选择。", "body.districtCode"),
  DISTRICT_NOT_YOURS: refusalEntry(403, "这个区县不在您的管理范围内，请选择本地区的区县，或请当地管理员新增。", "body.districtCode"),
  FACILITY_IMPACT_CHANGED: refusalEntry<{ readonly bookings: number; readonly heads: number; readonly seenBookings: number }>(
    409,
    ({ bookings, heads, seenBookings }) =>
      `您查看之后又有新的预约：现在会影响 ${bookings} 条预约、${heads} 人（您看到的是 ${seenBookings} 条）。请核对后再次确认。`,
  ),
  SUSPENSION_END_PAST: refusalEntry<{ readonly until: LocalDate }>(
    422,
    ({ until }) => `暂停的最后一天 ${until} 已经过去，请选择今天或以后的日期，或留空。`,
    "body.until",
  ),
  KNOWLEDGE_CHANGED: refusalEntry<{ readonly lastChange: string; readonly version: number }>(
    409,
    ({ lastChange }) => `您打开之后这篇文章有了变化（${lastChange}）。您填写的内容还在，请核对后再保存。`,
  ),
  KNOWLEDGE_TOO_MANY: refusalEntry<{ readonly max: number }>(409, ({ max }) => `一家单位最多 ${max} 篇科普知识，请先合并或修改已有的文章。`),
  KNOWLEDGE_ORDER_STALE: refusalEntry(409, "文章有增减，请刷新后重新排序。"),
} as const;
export type FacilityRefusal = RefusalOf<typeof facilityErrors>;

export const slotPlanErrors = {
  TEMPLATE_CHANGED: refusalEntry<{ readonly lastChange: string; readonly version: number }>(
    409,
    ({ lastChange }) => `您打开之后这个模板有了变化（${lastChange}）。您填写的内容还在，请核对后再保存。`,
  ),
  TEMPLATE_OVERLAPS: refusalEntry<{ readonly otherLabel: string }>(
    409,
    ({ otherLabel }) => `与使用中的模板「${otherLabel}」时间重叠。请错开时间、星期或有效期，或先停用那个模板。`,
    "body.startsAt",
  ),
  TEMPLATES_TOO_MANY: refusalEntry<{ readonly max: number }>(409, ({ max }) => `一家单位最多同时使用 ${max} 个模板，请先停用不再需要的。`),
  TEMPLATE_VALIDITY_PAST: refusalEntry(422, "有效期已经过去，请把结束日期改到明天以后，或留空。", "body.validTo"),
  SLOT_CHANGED: refusalEntry<{ readonly dates: readonly string[] }>(
    409,
    ({ dates }) => `您打开之后场次有了变化（${dates.join("、")}），没有保存。请看过最新情况后再修改。`,
  ),
  SLOT_NOT_EDITABLE: refusalEntry<{ readonly date: LocalDate }>(409, ({ date }) => `${date} 的场次已关闭或已结束，不能修改；要重新接待，请先重新开放。`),
} as const;
export type SlotPlanRefusal = RefusalOf<typeof slotPlanErrors>;
