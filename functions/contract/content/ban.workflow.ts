import type { Workflow } from "../engines/workflow";
import { BAN_STATUS_LABELS, type BanAction, type BanStatus } from "./ban.schema";

/** PERSON is banned; MODERATOR may moderate where the ban was made. */
export const BAN_PARTIES = ["PERSON", "MODERATOR"] as const;
export type BanParty = (typeof BAN_PARTIES)[number];
export interface BanCase {
  readonly status: BanStatus;
  /** Its last day is over. */
  readonly isOver: boolean;
  /** The actor made it, and somebody else could answer the appeal. */
  readonly needsAnother: boolean;
}

const lift = {
  label: "解除限制",
  by: ["MODERATOR"],
  to: "LIFTED",
  event: "PERSON_UNBANNED",
  remark: { kind: "required", label: "解除原因", maxLength: 100 },
} as const;

const over = ({ isOver }: BanCase): { readonly code: "BAN_OVER" } | undefined => (isOver ? { code: "BAN_OVER" } : undefined);

/** One ban between its person and the moderators. There is one appeal, answered by somebody else than who banned (promise M18). */
export const BAN_WORKFLOW: Workflow<BanCase, BanStatus, BanAction, BanParty, { readonly code: "BAN_OVER" } | { readonly code: "BAN_NEEDS_ANOTHER" }> = {
  caseKind: "ban",
  caseLabel: "发言限制",
  statusLabels: BAN_STATUS_LABELS,
  statusOf: (ban) => ban.status,
  table: {
    BANNED: {
      APPEAL: { label: "申诉", by: ["PERSON"], to: "APPEALED", event: "BAN_APPEALED", remark: { kind: "required", label: "申诉理由", maxLength: 200 } },
      LIFT: lift,
    },
    APPEALED: {
      LIFT: { ...lift, label: "申诉成立，解除" },
      UPHOLD: {
        label: "维持限制",
        by: ["MODERATOR"],
        to: "UPHELD",
        event: "BAN_UPHELD",
        remark: { kind: "required", label: "维持原因", maxLength: 100 },
      },
    },
    UPHELD: { LIFT: lift },
    LIFTED: {},
  },
  guards: {
    APPEAL: over,
    UPHOLD: (ban) => (ban.needsAnother ? { code: "BAN_NEEDS_ANOTHER" } : undefined),
    // Whoever banned may always think better of it; only the refusal of an appeal needs other eyes.
    LIFT: () => undefined,
  },
};
