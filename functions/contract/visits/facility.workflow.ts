import { NO_REMARK, type Workflow } from "../engines/workflow";
import { FACILITY_STATUS_LABELS, type FacilityStatus } from "./facility.schema";

/** Bureaus decide whether a facility opens to the public (seed 000, 二 and 四-1); the facility itself closes days and slots. */
export const FACILITY_PARTIES = ["BUREAU"] as const;
export type FacilityParty = (typeof FACILITY_PARTIES)[number];

export const FACILITY_ACTIONS = ["OPEN", "SUSPEND", "RESUME", "WITHDRAW"] as const;
export type FacilityAction = (typeof FACILITY_ACTIONS)[number];

export interface FacilityCase {
  readonly status: FacilityStatus;
}

/** The words reach visitors, so they are as short as a notice allows. */
export const FACILITY_REASON_MAX = 100;
const withdraw = {
  label: "撤销",
  by: ["BUREAU"],
  to: "WITHDRAWN",
  event: "FACILITY_WITHDRAWN",
  remark: { kind: "required", label: "撤销原因", maxLength: FACILITY_REASON_MAX },
} as const;

/** 申报中 → 开放 ⇄ 暂停 → 撤销. A withdrawn facility applies anew: its record and its figures stay as they are. */
export const facilityWorkflow: Workflow<FacilityCase, FacilityStatus, FacilityAction, FacilityParty, never> = {
  caseKind: "facility",
  caseLabel: "开放单位",
  statusLabels: FACILITY_STATUS_LABELS,
  statusOf: (facility) => facility.status,
  table: {
    APPLYING: {
      OPEN: {
        label: "审核开放",
        by: ["BUREAU"],
        to: "OPEN",
        event: "FACILITY_OPENED",
        remark: { kind: "optional", label: "审核意见", maxLength: FACILITY_REASON_MAX },
      },
      WITHDRAW: { ...withdraw, label: "不予开放", remark: { ...withdraw.remark, label: "不予开放的原因" } },
    },
    OPEN: {
      SUSPEND: {
        label: "暂停开放",
        by: ["BUREAU"],
        to: "SUSPENDED",
        event: "FACILITY_SUSPENDED",
        remark: { kind: "required", label: "暂停原因", maxLength: FACILITY_REASON_MAX },
      },
      WITHDRAW: withdraw,
    },
    SUSPENDED: {
      RESUME: { label: "恢复开放", by: ["BUREAU"], to: "OPEN", event: "FACILITY_RESUMED", remark: NO_REMARK },
      WITHDRAW: withdraw,
    },
    WITHDRAWN: {},
  },
  guards: { OPEN: () => undefined, SUSPEND: () => undefined, RESUME: () => undefined, WITHDRAW: () => undefined },
};

/** Event → what a facility's record of changes says. */
export const FACILITY_EVENT_LABELS = {
  FACILITY_CREATED: "新增单位",
  FACILITY_EDITED: "修改资料",
  FACILITY_OPENED: "审核开放",
  FACILITY_SUSPENDED: "暂停开放",
  FACILITY_RESUMED: "恢复开放",
  FACILITY_WITHDRAWN: "撤销",
  SLOTS_OPENED: "开放场次",
  SLOTS_CLOSED: "关闭场次",
  SLOTS_REOPENED: "重新开放场次",
  SLOTS_EDITED: "修改场次",
  SLOT_TEMPLATE_CREATED: "新增开放模板",
  SLOT_TEMPLATE_EDITED: "修改开放模板",
  SLOT_TEMPLATE_STOPPED: "停用开放模板",
  SLOT_TEMPLATE_RESUMED: "启用开放模板",
  KNOWLEDGE_CREATED: "新增科普知识",
  KNOWLEDGE_EDITED: "修改科普知识",
  KNOWLEDGE_ORDERED: "调整科普知识顺序",
} as const;
export type FacilityEventType = keyof typeof FACILITY_EVENT_LABELS;
