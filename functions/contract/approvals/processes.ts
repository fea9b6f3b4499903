import type { ApprovalProcess } from "../engines/approval";
import type { Permission } from "../organizations/roles";

/**
 * Who approves at a level: everybody who may, at the bureau of the subject's place, by a built-in role or one that a bureau made; or accounts by name. The same
 * permission decides who takes over at the bureau above. Found when the level begins.
 */
export type ApproverRule = { readonly permission: Permission } & (
  { readonly kind: "PLACE"; readonly at: ApproverPlace } | { readonly kind: "ACCOUNTS"; readonly usernames: readonly string[] }
);
export type ApproverPlace = "CITY" | "PROVINCE" | "COUNTRY";

export const PROCESS_KINDS = ["ORGANIZATION_REGISTRATION"] as const;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

const OPINION = { kind: "optional", label: "审核意见", maxLength: 200 } as const;
const REASON = { kind: "required", label: "不通过的原因", maxLength: 200 } as const;
const CITY_REVIEWERS = { kind: "PLACE", permission: "registrations.review", at: "CITY" } as const;
const PROVINCE_REVIEWERS = { kind: "PLACE", permission: "registrations.review", at: "PROVINCE" } as const;

/** One table per process. A new process is one more; a level of running cases is never taken away, its key stays. */
export const PROCESSES = {
  // Seed 002, 1: the bureau of the place looks first; an agency that works in several cities is the province's to decide.
  ORGANIZATION_REGISTRATION: {
    label: "单位注册审核",
    caseLabel: "单位注册申请",
    levels: [
      { key: "CITY", label: "市级审核", approvers: CITY_REVIEWERS, mode: "ANY", withinWorkingDays: 3, onTimeOut: "ESCALATE" },
      {
        key: "PROVINCE",
        label: "省级审核",
        approvers: PROVINCE_REVIEWERS,
        mode: "ANY",
        withinWorkingDays: 3,
        onTimeOut: "REMIND",
        onlyIf: ({ coversSeveralCities }) => coversSeveralCities === true,
      },
    ],
    remarks: { approve: OPINION, reject: REASON },
    mayTransfer: true,
    mayAddApprover: true,
  },
} as const satisfies Record<ProcessKind, ApprovalProcess<ApproverRule>>;

export function processOf(kind: ProcessKind): ApprovalProcess<ApproverRule> {
  return PROCESSES[kind];
}
