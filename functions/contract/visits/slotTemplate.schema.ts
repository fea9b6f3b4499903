import { FacilityId, RequestId, SlotTemplateId } from "../kernel/ids";
import { Instant, LocalDate, TimeOfDay } from "../kernel/time";
import { z } from "../kernel/zod";
import { BookingKind } from "./bookingKind.schema";
import { ClosedReason } from "./closure.schema";
import { SlotPeriod } from "./slot.schema";

export const SLOT_TEMPLATE_STATUSES = ["ACTIVE", "STOPPED"] as const;
export const SlotTemplateStatus = z.enum(SLOT_TEMPLATE_STATUSES).meta({ title: "SlotTemplateStatus" });
export type SlotTemplateStatus = z.infer<typeof SlotTemplateStatus>;
export const SLOT_TEMPLATE_STATUS_LABELS = { ACTIVE: "使用中", STOPPED: "已停用" } as const satisfies Record<SlotTemplateStatus, string>;

/** More than a facility can keep in mind. */
export const SLOT_TEMPLATES_MAX = 20;
/** However late bookings open, slots stand that far ahead, so that a month can be planned. */
export const TEMPLATE_DAYS_AHEAD_MIN = 28;

export const Weekday = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]);
export type Weekday = z.infer<typeof Weekday>;

const templateContent = {
  /** 1 = Monday … 7 = Sunday. */
  weekdays: z
    .array(Weekday)
    .min(1, "请至少选择一个星期几")
    .max(7)
    .refine((weekdays) => new Set(weekdays).size === weekdays.length, "同一个星期几只需选一次"),
  period: SlotPeriod,
  startsAt: TimeOfDay,
  endsAt: TimeOfDay,
  capacityHeads: z.number("请填写名额").int("人数应为整数").min(1, "名额至少 1 人").max(2000, "名额最多 2000 人"),
  partyMin: z.number("请填写最少人数").int().min(1, "家庭每次 1-6 人").max(6, "家庭每次 1-6 人"),
  partyMax: z.number("请填写最多人数").int().min(1, "家庭每次 1-6 人").max(6, "家庭每次 1-6 人"),
  kinds: z.array(BookingKind).min(1, "请至少选择一类参观者").max(2),
  validFrom: LocalDate,
  /** Without an end it goes on until it is stopped. */
  validTo: LocalDate.optional(),
  /** 每周 or 隔周; the first week is that of `validFrom`. */
  everyWeeks: z.union([z.literal(1), z.literal(2)]),
  /** 法定节假日不开放, the days that 调休 makes free included. */
  skipHolidays: z.boolean(),
};
const problems = (input: z.infer<z.ZodObject<typeof templateContent>>, context: z.core.$RefinementCtx): void => {
  if (input.startsAt >= input.endsAt) context.addIssue({ code: "custom", path: ["endsAt"], message: "结束时间应晚于开始时间" });
  if (input.partyMin > input.partyMax) context.addIssue({ code: "custom", path: ["partyMax"], message: "最多人数不能少于最少人数" });
  if (input.validTo !== undefined && input.validTo < input.validFrom)
    context.addIssue({ code: "custom", path: ["validTo"], message: "结束日期不能早于开始日期" });
};

export const SlotTemplateContent = z.strictObject(templateContent).superRefine(problems).meta({ title: "SlotTemplateContent" });
export type SlotTemplateContent = z.infer<typeof SlotTemplateContent>;

export const CreateSlotTemplate = z
  .strictObject({ requestId: RequestId, ...templateContent })
  .superRefine(problems)
  .meta({ title: "CreateSlotTemplate" });
export type CreateSlotTemplate = z.infer<typeof CreateSlotTemplate>;
export const EditSlotTemplate = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1), ...templateContent })
  .superRefine(problems)
  .meta({ title: "EditSlotTemplate" });
export type EditSlotTemplate = z.infer<typeof EditSlotTemplate>;
export const SetSlotTemplateStatus = z
  .strictObject({ requestId: RequestId, version: z.number().int().min(1), status: SlotTemplateStatus })
  .meta({ title: "SetSlotTemplateStatus" });
export type SetSlotTemplateStatus = z.infer<typeof SetSlotTemplateStatus>;
/** Closes the coming slots of a template that nobody has booked; a booked one is closed by hand, where its bookings are shown first. */
export const CloseTemplateSlots = z.strictObject({ requestId: RequestId, reason: ClosedReason }).meta({ title: "CloseTemplateSlots" });
export type CloseTemplateSlots = z.infer<typeof CloseTemplateSlots>;

export const SlotTemplateParams = z.strictObject({ facilityId: FacilityId, templateId: SlotTemplateId });

export const SlotTemplate = z
  .strictObject({
    templateId: SlotTemplateId,
    facilityId: FacilityId,
    ...templateContent,
    status: SlotTemplateStatus,
    statusLabel: z.string(),
    /** 「每周三、周六 上午 09:00-11:30」 */
    label: z.string(),
    version: z.number().int(),
    updatedAt: Instant,
    updatedByName: z.string(),
  })
  .meta({ title: "SlotTemplate" });
export type SlotTemplate = z.infer<typeof SlotTemplate>;
export const SlotTemplateList = z
  .strictObject({
    items: z.array(SlotTemplate),
    /** Up to which day slots are opened now. */
    opensUpTo: LocalDate,
  })
  .meta({ title: "SlotTemplateList" });

export const SlotTemplateAnswer = z
  .strictObject({
    template: SlotTemplate,
    /** Slots that this very step opened. */
    opened: z.number().int(),
    /** Coming open slots of the template: those of an earlier form of it stay as they are. */
    slotsAhead: z.number().int(),
    /** Those of them that the template, as it stands now, would not open, and that nobody has booked: they may be closed at once. */
    closable: z.number().int(),
  })
  .meta({ title: "SlotTemplateAnswer" });
export type SlotTemplateAnswer = z.infer<typeof SlotTemplateAnswer>;
export const CloseTemplateSlotsAnswer = z.strictObject({ closed: z.number().int(), stillBooked: z.number().int() }).meta({ title: "CloseTemplateSlotsAnswer" });
