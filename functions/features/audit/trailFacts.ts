import { maskPhone } from "@app/contract/kernel/mask";
import type { TrailChange } from "@app/contract/audit/trail.schema";
import type { EventRecord } from "../../engines/events/event";
import type { StoredValue } from "../../engines/store/storePort";

/** The members of an event's payload that a reader understands; what is not here is not shown. */
const FACT_LABELS: Readonly<Record<string, string>> = {
  remark: "说明",
  reason: "原因",
  name: "名称",
  teamName: "团队名称",
  facilityName: "开放单位",
  unitName: "提交单位",
  date: "日期",
  dates: "日期",
  from: "开始",
  to: "结束",
  until: "截止",
  periodLabel: "时段",
  heads: "人数",
  headsBefore: "原人数",
  headsClaimed: "入场人数",
  bookings: "影响预约",
  slots: "场次数",
  gateName: "闸口",
  offline: "断网时扫码",
  comment: "评价内容",
  rows: "行数",
  fileName: "文件名",
  filterText: "筛选条件",
  fields: "查看内容",
  purpose: "用途",
  sizeBytes: "大小（字节）",
  username: "账号",
  means: "方式",
  postName: "岗位",
  organizationName: "机构",
};

const MEANS_WORDS: Readonly<Record<string, string>> = {
  OLD_PASSWORD: "原密码",
  PASSWORD: "密码",
  PHONE: "手机验证码",
  QR: "扫码",
  SCAN: "扫参观码",
  POSTER: "扫打卡海报",
  WALK_IN: "现场登记",
  BOOKED: "网上预约",
  BACK_FILLED: "补录",
};

export function factsOf({ payload }: EventRecord): { label: string; value: string }[] {
  return Object.entries(payload).flatMap(([name, value]) => {
    const label = FACT_LABELS[name];
    const text = label === undefined || isChangeList(value) ? "" : wordsOf(name, value);
    return label === undefined || text === "" ? [] : [{ label, value: text }];
  });
}

const FIELD_LABELS: Readonly<Record<string, string>> = {
  displayName: "姓名",
  name: "姓名",
  phone: "手机",
  landline: "固定电话",
  email: "邮箱",
  title: "标题",
  body: "正文",
  published: "发布",
};

/** What was different afterwards, in whichever way the event says it. */
export function changesOfEvent({ payload }: EventRecord): TrailChange[] {
  const { fields, changed, before, after } = payload;
  if (isChangeList(fields) && fields.length > 0) return fields.map(({ label, before: was, after: is }) => change(label, was, is));
  if (isMap(changed)) return Object.entries(changed).flatMap(([name, pair]) => (isMap(pair) ? labelled(name, pair["from"], pair["to"]) : []));
  if (isMap(before) && isMap(after))
    return Object.keys(after).flatMap((name) => (wordsOf(name, before[name]) === wordsOf(name, after[name]) ? [] : labelled(name, before[name], after[name])));
  return [];
}

function labelled(name: string, before: StoredValue | undefined, after: StoredValue | undefined): TrailChange[] {
  const label = FIELD_LABELS[name] ?? FACT_LABELS[name];
  return label === undefined ? [] : [change(label, wordsOf(name, before), wordsOf(name, after))];
}

const change = (label: string, before: string, after: string): TrailChange => ({ label, before: withoutNumbers(before), after: withoutNumbers(after) });

function wordsOf(name: string, value: StoredValue | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "是" : "否";
  if (name === "means" && typeof value === "string") return MEANS_WORDS[value] ?? "";
  if (Array.isArray(value)) return value.filter((each) => typeof each !== "object").join("、");
  return typeof value === "object" ? "" : withoutNumbers(String(value)).slice(0, 500);
}

/** The trail shows no whole phone or identity number, whoever wrote it where (promise R18). */
export function withoutNumbers(text: string): string {
  return text.replace(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone).replace(/(?<![\dA-Za-z])(\d{6})\d{8}(\d{3}[\dXx])(?![\dA-Za-z])/g, "$1********$2");
}

function isMap(value: StoredValue | undefined): value is { readonly [name: string]: StoredValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isChangeList(value: StoredValue | undefined): value is readonly TrailChange[] {
  return Array.isArray(value) && value.every((each) => isMap(each as StoredValue) && "label" in (each as object) && "before" in (each as object));
}
