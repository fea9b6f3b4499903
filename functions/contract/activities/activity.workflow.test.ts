import { availableActions, decideAction } from "../engines/workflow";
import type { Instant } from "../kernel/time";
import {
  ACTIVITY_ACTIONS,
  ACTIVITY_LEVELS,
  ACTIVITY_STATUSES,
  AUDIENCE_WITHOUT_REVIEW_MAX,
  type ActivityAction,
  type ActivityLevel,
  type ActivityStatus,
} from "./activity.schema";
import { ACTIVITY_PARTIES, activityWorkflow, type ActivityCase, type ActivityParty } from "./activity.workflow";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const anActivity = (status: ActivityStatus, level: ActivityLevel, audience = 800): ActivityCase => ({ status, level, audience });
const actionsOf = (party: ActivityParty, activity: ActivityCase): ActivityAction[] =>
  availableActions(activityWorkflow, activity, [party], NOW).map(({ action }) => action);

type Rights = Record<ActivityStatus, ActivityAction[]>;
const NOTHING: Rights = { PENDING_CITY: [], PENDING_PROVINCE: [], PENDING_PLATFORM: [], COUNTED: [], RETURNED: [], WITHDRAWN: [] };
const CITY: Rights = { ...NOTHING, PENDING_CITY: ["AUDIT_BY_CITY", "RETURN"], PENDING_PROVINCE: ["RETURN"], PENDING_PLATFORM: ["RETURN"] };
const PROVINCE: Rights = { ...NOTHING, PENDING_CITY: ["RETURN"], PENDING_PROVINCE: ["AUDIT_BY_PROVINCE", "RETURN"], PENDING_PLATFORM: ["RETURN"] };
const PLATFORM: Rights = { ...NOTHING, PENDING_PLATFORM: ["REVIEW", "RETURN"], COUNTED: ["RETURN"] };

/** Party × level × status → the exact list, of an activity that needs no review. Written by hand from the rules, not from the table. */
const ALLOWED: Record<ActivityParty, Record<ActivityLevel, Rights>> = {
  AUTHOR: {
    FACILITY: { ...NOTHING, PENDING_CITY: ["WITHDRAW"], RETURNED: ["RESUBMIT_TO_CITY"], WITHDRAWN: ["RESUBMIT_TO_CITY"] },
    CITY: { ...NOTHING, PENDING_PROVINCE: ["WITHDRAW"], RETURNED: ["RESUBMIT_TO_PROVINCE"], WITHDRAWN: ["RESUBMIT_TO_PROVINCE"] },
    PROVINCE: { ...NOTHING, PENDING_PLATFORM: ["WITHDRAW"], RETURNED: ["RESUBMIT_TO_PLATFORM"], WITHDRAWN: ["RESUBMIT_TO_PLATFORM"] },
  },
  CITY_AUDITOR: { FACILITY: CITY, CITY, PROVINCE: CITY },
  PROVINCE_AUDITOR: { FACILITY: PROVINCE, CITY: PROVINCE, PROVINCE },
  PLATFORM_REVIEWER: { FACILITY: PLATFORM, CITY: PLATFORM, PROVINCE: PLATFORM },
};
/** Where each allowed action leads and what it is called in history, audit and outbox. */
const LEADS_TO: Record<ActivityAction, { to: ActivityStatus; event: string }> = {
  AUDIT_BY_CITY: { to: "PENDING_PROVINCE", event: "ACTIVITY_PASSED_BY_CITY" },
  AUDIT_BY_PROVINCE: { to: "COUNTED", event: "ACTIVITY_COUNTED" },
  REFER: { to: "PENDING_PLATFORM", event: "ACTIVITY_REFERRED" },
  REVIEW: { to: "COUNTED", event: "ACTIVITY_COUNTED" },
  RETURN: { to: "RETURNED", event: "ACTIVITY_RETURNED" },
  WITHDRAW: { to: "WITHDRAWN", event: "ACTIVITY_WITHDRAWN" },
  RESUBMIT_TO_CITY: { to: "PENDING_CITY", event: "ACTIVITY_RESUBMITTED" },
  RESUBMIT_TO_PROVINCE: { to: "PENDING_PROVINCE", event: "ACTIVITY_RESUBMITTED" },
  RESUBMIT_TO_PLATFORM: { to: "PENDING_PLATFORM", event: "ACTIVITY_RESUBMITTED" },
};
const WITHOUT_WORDS: readonly ActivityAction[] = ["WITHDRAW", "RESUBMIT_TO_CITY", "RESUBMIT_TO_PROVINCE", "RESUBMIT_TO_PLATFORM"];
/** What a party may take in one status or another, with the guards left out. */
const EVER: Record<ActivityParty, ActivityAction[]> = {
  AUTHOR: ["WITHDRAW", "RESUBMIT_TO_CITY", "RESUBMIT_TO_PROVINCE", "RESUBMIT_TO_PLATFORM"],
  CITY_AUDITOR: ["AUDIT_BY_CITY", "RETURN"],
  PROVINCE_AUDITOR: ["AUDIT_BY_PROVINCE", "REFER", "RETURN"],
  PLATFORM_REVIEWER: ["REVIEW", "RETURN"],
};
/** The statuses in which somebody may take the action at all. */
const SOMEWHERE: Record<ActivityAction, ActivityStatus[]> = {
  AUDIT_BY_CITY: ["PENDING_CITY"],
  AUDIT_BY_PROVINCE: ["PENDING_PROVINCE"],
  REFER: ["PENDING_PROVINCE"],
  REVIEW: ["PENDING_PLATFORM"],
  RETURN: ["PENDING_CITY", "PENDING_PROVINCE", "PENDING_PLATFORM", "COUNTED"],
  WITHDRAW: ["PENDING_CITY", "PENDING_PROVINCE", "PENDING_PLATFORM"],
  RESUBMIT_TO_CITY: ["RETURNED", "WITHDRAWN"],
  RESUBMIT_TO_PROVINCE: ["RETURNED", "WITHDRAWN"],
  RESUBMIT_TO_PLATFORM: ["RETURNED", "WITHDRAWN"],
};
const GUARDED: Partial<Record<ActivityAction, object>> = {
  REFER: { code: "ACTIVITY_NEEDS_NO_REVIEW", audience: 800 },
  WITHDRAW: { code: "WITHDRAW_TOO_LATE" },
  RESUBMIT_TO_CITY: { code: "RESUBMIT_ELSEWHERE" },
  RESUBMIT_TO_PROVINCE: { code: "RESUBMIT_ELSEWHERE" },
  RESUBMIT_TO_PLATFORM: { code: "RESUBMIT_ELSEWHERE" },
};

const everyCase = ACTIVITY_PARTIES.flatMap((party) => ACTIVITY_LEVELS.flatMap((level) => ACTIVITY_STATUSES.map((status) => ({ party, level, status }))));
const everyAsking = everyCase.flatMap((each) => ACTIVITY_ACTIONS.map((action) => ({ ...each, action })));

it.each(everyCase)("$party may, on a $status activity of a $level, do exactly what the rules say", ({ party, level, status }) => {
  expect(actionsOf(party, anActivity(status, level))).toEqual(ALLOWED[party][level][status]);
});

it.each(everyAsking)("$party asking $action on a $status activity of a $level gets its exact outcome", ({ party, level, status, action }) => {
  const decided = decideAction(activityWorkflow, {
    item: anActivity(status, level),
    action,
    parties: [party],
    remark: "原因",
    now: NOW,
    lastChange: "吴海波（海口市）2026-03-07 08:00 地市级审核通过",
  });
  if (ALLOWED[party][level][status].includes(action)) {
    const event = status === "COUNTED" ? "ACTIVITY_UNCOUNTED" : LEADS_TO[action].event;
    expect(decided).toEqual({
      ok: true,
      value: { from: status, to: LEADS_TO[action].to, event, remark: WITHOUT_WORDS.includes(action) ? undefined : "原因" },
    });
    return;
  }
  const isSomebodys = SOMEWHERE[action].includes(status);
  const byOthers = action === "RETURN" && isSomebodys;
  if (!EVER[party].includes(action) || byOthers) expect(decided).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "活动上报单" } });
  else if (isSomebodys) expect(decided).toEqual({ ok: false, refusal: GUARDED[action] });
  else
    expect(decided).toEqual({
      ok: false,
      refusal: {
        code: "ACTION_NOT_AVAILABLE",
        caseLabel: "活动上报单",
        statusLabel: activityWorkflow.statusLabels[status],
        availableLabels: ALLOWED[party][level][status].map((each) => activityWorkflow.table[status][each]?.label),
        lastChange: "吴海波（海口市）2026-03-07 08:00 地市级审核通过",
      },
    });
});

it.each([
  { audience: AUDIENCE_WITHOUT_REVIEW_MAX - 1, offered: ["AUDIT_BY_PROVINCE", "RETURN"] },
  { audience: AUDIENCE_WITHOUT_REVIEW_MAX, offered: ["AUDIT_BY_PROVINCE", "RETURN"] },
  { audience: AUDIENCE_WITHOUT_REVIEW_MAX + 1, offered: ["REFER", "RETURN"] },
])("受众 $audience: the province is offered $offered", ({ audience, offered }) => {
  expect(actionsOf("PROVINCE_AUDITOR", anActivity("PENDING_PROVINCE", "FACILITY", audience))).toEqual(offered);
  const counted = decideAction(activityWorkflow, {
    item: anActivity("PENDING_PROVINCE", "CITY", audience),
    action: "AUDIT_BY_PROVINCE",
    parties: ["PROVINCE_AUDITOR"],
    remark: undefined,
    now: NOW,
    lastChange: undefined,
  });
  expect(counted.ok ? counted.value.to : counted.refusal.code).toBe(audience > 1000 ? "ACTIVITY_NEEDS_REVIEW" : "COUNTED");
});

it.each(["PENDING_CITY", "PENDING_PROVINCE", "PENDING_PLATFORM", "COUNTED"] as const)("a return of a %s activity without a reason is refused", (status) => {
  const party = status === "COUNTED" ? "PLATFORM_REVIEWER" : "CITY_AUDITOR";
  const decided = decideAction(activityWorkflow, {
    item: anActivity(status, "FACILITY"),
    action: "RETURN",
    parties: [party],
    remark: "  ",
    now: NOW,
    lastChange: undefined,
  });
  expect(decided).toEqual({ ok: false, refusal: { code: "REMARK_REQUIRED", label: "驳回原因" } });
});

it("a stranger learns of no status whether the action could be taken", () => {
  for (const { level, status } of everyCase) {
    for (const action of ACTIVITY_ACTIONS) {
      const item = anActivity(status, level);
      expect(decideAction(activityWorkflow, { item, action, parties: [], remark: undefined, now: NOW, lastChange: "x" })).toEqual({
        ok: false,
        refusal: { code: "ACTION_NOT_YOURS", caseLabel: "活动上报单" },
      });
    }
  }
});
