import { NO_REMARK, type Workflow } from "../engines/workflow";
import { REGISTRATION_STATUS_LABELS, type RegistrationAction, type RegistrationStatus } from "./registration.schema";

/** AUTHOR: whose account it is. APPROVAL: the approval that it goes through (process ORGANIZATION_REGISTRATION); who decides there is that process's. */
export const REGISTRATION_PARTIES = ["AUTHOR", "APPROVAL"] as const;
export type RegistrationParty = (typeof REGISTRATION_PARTIES)[number];

/** What the workflow must know of a registration. */
export interface RegistrationCase {
  readonly status: RegistrationStatus;
}

const submit = { by: ["AUTHOR"], to: "IN_REVIEW", event: "REGISTRATION_SUBMITTED", remark: NO_REMARK } as const;
const resubmit = { ...submit, label: "修改后重新提交", event: "REGISTRATION_RESUBMITTED" } as const;

/**
 * 机构注册 (seed 002, 1): 审核若不通过，则需要按照要求重新完善提交. So nothing but an approval is final. Whether a decision needs words, the approval's process
 * says; here they are only passed on.
 */
export const registrationWorkflow: Workflow<RegistrationCase, RegistrationStatus, RegistrationAction, RegistrationParty, never> = {
  caseKind: "registration",
  caseLabel: "注册申请",
  statusLabels: REGISTRATION_STATUS_LABELS,
  statusOf: (registration) => registration.status,
  table: {
    DRAFT: { SUBMIT: { ...submit, label: "提交审核" } },
    IN_REVIEW: {
      APPROVE: {
        label: "审核通过",
        by: ["APPROVAL"],
        to: "APPROVED",
        event: "REGISTRATION_APPROVED",
        remark: { kind: "optional", label: "审核意见", maxLength: 200 },
      },
      RETURN: {
        label: "退回修改",
        by: ["APPROVAL"],
        to: "RETURNED",
        event: "REGISTRATION_RETURNED",
        remark: { kind: "optional", label: "需要修改的地方", maxLength: 200 },
      },
      REJECT: {
        label: "不予通过",
        by: ["APPROVAL"],
        to: "REJECTED",
        event: "REGISTRATION_REJECTED",
        remark: { kind: "optional", label: "不予通过的原因", maxLength: 200 },
      },
      WITHDRAW: { label: "撤回修改", by: ["AUTHOR"], to: "WITHDRAWN", event: "REGISTRATION_WITHDRAWN", remark: NO_REMARK },
    },
    RETURNED: { SUBMIT: resubmit },
    REJECTED: { SUBMIT: resubmit },
    WITHDRAWN: { SUBMIT: resubmit },
    // From here on it is an organisation with people of its own.
    APPROVED: {},
  },
  guards: { SUBMIT: () => undefined, APPROVE: () => undefined, RETURN: () => undefined, REJECT: () => undefined, WITHDRAW: () => undefined },
};

/** Event → what the timeline says. */
export const REGISTRATION_EVENT_LABELS = {
  REGISTRATION_STARTED: "创建账号",
  REGISTRATION_SUBMITTED: "提交审核",
  REGISTRATION_RESUBMITTED: "修改后重新提交",
  REGISTRATION_APPROVED: "审核通过",
  REGISTRATION_RETURNED: "退回修改",
  REGISTRATION_REJECTED: "不予通过",
  REGISTRATION_WITHDRAWN: "撤回",
  REGISTRATION_RETENTION_HELD: "暂停到期清除",
  REGISTRATION_RETENTION_RELEASED: "恢复到期清除",
} as const;
export type RegistrationEventType = keyof typeof REGISTRATION_EVENT_LABELS;
