import { NO_REMARK, type Workflow } from "../engines/workflow";
import { BAN_STATUS_LABELS, type BanAction, type BanStatus } from "./ban.schema";

/** PERSON is banned; MODERATOR may moderate where the ban was made; SYSTEM ends it after its last day. */
export const BAN_PARTIES = ["PERSON", "MODERATOR", "SYSTEM"] as const;
export type BanParty = (typeof BAN_PARTIES)[number];
export interface BanCase {
  readonly status: BanStatus;
  /** Its last day is over. */
  readonly isOver: boolean;
  /** The actor made it, or it is about them, and somebody else could judge it. */
  readonly conflict: "MADE_IT" | "ABOUT_THEM" | undefined;
}

const lift = {
  label: "解除限制",
  by: ["MODERATOR"],
  to: "LIFTED",
  event: "PERSON_UNBANNED",
  remark: { kind: "required", label: "解除原因", maxLength: 100 },
} as const;

const end = { label: "到期", by: ["SYSTEM"], to: "ENDED", event: "BAN_ENDED", remark: NO_REMARK } as const;

const over = ({ isOver }: BanCase): { readonly code: "BAN_OVER" } | undefined => (isOver ? { code: "BAN_OVER" } : undefined);

const own = ({ conflict }: BanCase): { readonly code: "BAN_OWN" } | undefined => (conflict === "ABOUT_THEM" ? { code: "BAN_OWN" } : undefined);

/** One ban between its person and the moderators. There is one appeal, answered by somebody else than who banned, and by nobody whom it is about (promise M18). */
export const BAN_WORKFLOW: Workflow<BanCase, BanStatus, BanAction, BanParty, { readonly code: "BAN_OVER" | "BAN_NEEDS_ANOTHER" | "BAN_OWN" }> = {
  caseKind: "ban",
  caseLabel: "发言限制",
  statusLabels: BAN_STATUS_LABELS,
  statusOf: (ban) => ban.status,
  table: {
    BANNED: {
      APPEAL: { label: "申诉", by: ["PERSON"], to: "APPEALED", event: "BAN_APPEALED", remark: { kind: "required", label: "申诉理由", maxLength: 200 } },
      LIFT: lift,
      END: end,
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
      END: end,
    },
    UPHELD: { LIFT: lift, END: end },
    LIFTED: {},
    ENDED: {},
  },
  guards: {
    APPEAL: over,
    UPHOLD: (ban) => own(ban) ?? (ban.conflict === "MADE_IT" ? { code: "BAN_NEEDS_ANOTHER" } : undefined),
    // Whoever banned may always think better of it; only the refusal of an appeal needs other eyes.
    LIFT: own,
    END: () => undefined,
  },
};
