import type { EventRecord } from "../../engines/events/event";
import type { ApprovalStepped, LeaveChanged } from "../approvals/public";
import type { NoticeRule, Recipient } from "./noticeRules";
import { workReminder } from "./noticeTexts";

interface Words {
  readonly matter: string;
  readonly hint: string;
  readonly text: (approval: ApprovalStepped) => string;
}

const APPROVAL_PAGE = "features/approvals/decide/index";
const account = (username: string): Recipient => ({ kind: "ACCOUNT", username });
const approvalOf = (event: EventRecord): ApprovalStepped => event.payload as unknown as ApprovalStepped;

function rule(to: (approval: ApprovalStepped) => readonly Recipient[], { matter, hint, text }: Words): NoticeRule {
  return {
    to: (event) => to(approvalOf(event)),
    say: (event) => {
      const approval = approvalOf(event);
      const words = workReminder({ matter, unit: approval.title, hint, text: text(approval), opens: `/approvals?approval=${event.caseId}` });
      return { ...words, page: `${APPROVAL_PAGE}?approvalId=${event.caseId}` };
    },
  };
}
/** Those whose turn it is, and who stands in for them. */
const toThem = (words: Words): NoticeRule => rule(({ tell }) => tell.map(account), words);
/** Whoever submitted it, when they have an account; an applicant without one is told by the subject's own feature. */
const toAuthor = (words: Words): NoticeRule => rule(({ authorUsername }) => (authorUsername === "" ? [] : [account(authorUsername)]), words);

const ARRIVED = toThem({
  matter: "审批待办理",
  hint: "请在「我的审批」中办理",
  text: ({ title, levelLabel, caseLabel }) => `有一份${caseLabel}等您办理：${title}（${levelLabel ?? "审批"}）。请在「我的审批」中办理。`,
});
const withRemark = (label: string, { remark }: ApprovalStepped): string => (remark === undefined ? "" : `${label}：${remark}。`);

/** Who stands in learns of it when it is arranged, and when it is over earlier. */
function toStandIn(matter: string, text: (leave: LeaveChanged) => string): NoticeRule {
  const leaveOf = (event: EventRecord): LeaveChanged => event.payload as unknown as LeaveChanged;
  return {
    to: (event) => leaveOf(event).tell.map(account),
    say: (event) =>
      workReminder({ matter, unit: leaveOf(event).name, hint: "可在「请假与代理」中查看", text: text(leaveOf(event)), opens: "/approvals/leave" }),
  };
}

/** What each step of an approval says, and to whom (promises M32, F23). */
export const APPROVAL_NOTICES: Readonly<Record<string, readonly NoticeRule[]>> = {
  LEAVE_REGISTERED: [
    toStandIn("有同事请您代理审批", ({ name, from, to }) => `${name} ${from} 至 ${to} 请假，期间的审批请您代为办理，会出现在「我的审批」里。`),
  ],
  LEAVE_ENDED: [toStandIn("代理已结束", ({ name, from, to }) => `${name} ${from} 至 ${to} 的请假已取消或提前结束，审批不用您代办了。`)],
  APPROVAL_SUBMITTED: [ARRIVED],
  APPROVAL_RESUBMITTED: [ARRIVED],
  // Behind it another task of the same seat may have opened.
  APPROVAL_APPROVED: [ARRIVED],
  APPROVAL_LEVEL_PASSED: [ARRIVED],
  APPROVAL_RESTARTED: [ARRIVED],
  APPROVAL_TRANSFERRED: [ARRIVED],
  APPROVAL_APPROVER_ADDED: [ARRIVED],
  APPROVAL_HANDED_OVER: [ARRIVED],
  APPROVAL_ESCALATED: [
    toThem({
      matter: "超时审批转您办理",
      hint: "请尽快在「我的审批」中办理",
      text: ({ title, caseLabel }) => `下级没有按时办理的${caseLabel}转由您办理：${title}。请尽快在「我的审批」中办理。`,
    }),
  ],
  APPROVAL_SENT_BACK: [
    toThem({
      matter: "审批被退回到本环节",
      hint: "请在「我的审批」中重新办理",
      text: (approval) => `${approval.title}被退回到「${approval.levelLabel ?? "本环节"}」。${withRemark("原因", approval)}请在「我的审批」中重新办理。`,
    }),
  ],
  APPROVAL_REMINDED: [
    toThem({
      matter: "审批催办",
      hint: "请尽快在「我的审批」中办理",
      text: ({ title, byName }) => `${byName} 催您办理：${title}。请尽快在「我的审批」中办理。`,
    }),
  ],
  APPROVAL_DUE_SOON: [
    toThem({ matter: "审批今天到期", hint: "请今天在「我的审批」中办理", text: ({ title }) => `${title} 的审批今天到期，请在「我的审批」中办理。` }),
  ],
  APPROVAL_OVERDUE: [
    toThem({ matter: "审批已超时", hint: "请尽快在「我的审批」中办理", text: ({ title }) => `${title} 的审批已经超时，请尽快在「我的审批」中办理。` }),
  ],
  APPROVAL_COPIED: [
    toThem({
      matter: "有一份审批抄送给您",
      hint: "可在「我的审批」中查看",
      text: (approval) => `${approval.byName} 把「${approval.title}」抄送给您。${withRemark("说明", approval)}可在「我的审批」中查看。`,
    }),
  ],
  APPROVAL_PASSED: [
    toAuthor({
      matter: "审批已通过",
      hint: "可在「我的审批」中查看",
      text: (approval) => `您提交的「${approval.title}」已审批通过。${withRemark("审核意见", approval)}`,
    }),
  ],
  APPROVAL_REJECTED: [
    toAuthor({
      matter: "审批未通过",
      hint: "可修改后重新提交",
      text: (approval) => `您提交的「${approval.title}」审批未通过。${withRemark("原因", approval)}可修改后重新提交。`,
    }),
  ],
  APPROVAL_RETURNED: [
    toAuthor({
      matter: "审批被退回",
      hint: "请修改后重新提交",
      text: (approval) => `您提交的「${approval.title}」被退回。${withRemark("原因", approval)}请修改后重新提交。`,
    }),
  ],
};
