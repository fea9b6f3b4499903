/** A message template as it is granted in WeChat's console: its id, the title of the card, and the label of each field. */
export interface DemoTemplate {
  readonly templateId: string;
  readonly title: string;
  /** Field name → label, in the order of the card. Every field must be given; the name's letters are the kind of value it takes. */
  readonly fields: Readonly<Record<string, string>>;
}

const refusedVisitFields = { thing1: "参观单位", time2: "参观时间", thing3: "原因", thing4: "建议" };

export const demoTemplates: readonly DemoTemplate[] = [
  {
    templateId: "TPL_BOOKING_CONFIRMED",
    title: "预约成功通知",
    fields: { thing1: "参观单位", time2: "参观时间", number3: "参观人数", thing4: "温馨提示" },
  },
  { templateId: "TPL_BOOKING_DECLINED", title: "预约未通过通知", fields: refusedVisitFields },
  { templateId: "TPL_BOOKING_EXPIRED", title: "预约失效通知", fields: refusedVisitFields },
  { templateId: "TPL_BOOKING_CANCELLED", title: "场次取消通知", fields: refusedVisitFields },
  {
    templateId: "TPL_WAITING_OFFER",
    title: "候补名额通知",
    fields: { thing1: "参观单位", time2: "参观时间", time3: "保留到", thing4: "温馨提示" },
  },
  { templateId: "TPL_WAITING_ENDED", title: "候补结束通知", fields: refusedVisitFields },
  { templateId: "TPL_NO_SHOW", title: "失约通知", fields: refusedVisitFields },
  { templateId: "TPL_SLOTS_OPENED", title: "开放场次通知", fields: { thing1: "参观单位", thing2: "新开放", thing3: "温馨提示" } },
  { templateId: "TPL_WORK_REMINDER", title: "工作提醒", fields: { thing1: "事项", thing2: "单位", thing3: "说明" } },
  {
    templateId: "TPL_VISIT_REMINDER",
    title: "参观提醒",
    fields: { thing1: "参观单位", time2: "参观时间", number3: "参观人数", thing4: "温馨提示" },
  },
];
