import { activityLevelOf, type ActivityStatus } from "@app/contract/activities/activity.schema";
import { hasPermission, scopesOf } from "@app/contract/kernel/actor";
import { SEARCH_HITS_MAX } from "@app/contract/workbench/workbench.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { WORK_PAGE, workItem, type SearchSource, type WorkSource } from "../workbench/public";
import { activitiesOf, listActivityItems, type ActivityItem, type ActivityPlace } from "./activityRepository";
import { listActivities, placesToAudit } from "./queries/listActivities";

type Deps = Pick<CommandEngine, "store" | "clock">;
const ANY_DAY = { from: undefined, to: undefined };

/** 待我审核 of each level, and what came back to whoever reported it. */
export function activityWork({ store, clock }: Deps): WorkSource {
  return {
    countWork: async (actor) => {
      const own = [...new Set(scopesOf(actor, "activities.submit"))].filter((scope) => activityLevelOf(scope) !== undefined);
      const [toAudit, returned] = await Promise.all([
        Promise.all(placesToAudit(actor).map(async ({ place, status }) => ({ status, items: await first(place, status) }))),
        own.length === 0 ? [] : first({ units: own }, "RETURNED"),
      ]);
      const now = clock.now();
      const since = (items: readonly ActivityItem[]) => items.map(({ submittedAt }) => ({ since: submittedAt }));
      return [
        // Somebody with desks of two levels has a row of each: their lists are two.
        ...toAudit.flatMap(({ status, items }) =>
          workItem({ key: `ACTIVITIES_${status}`, label: AUDIT_LABELS[status] ?? "线上活动待审核", opens: `/activities?status=${status}` }, since(items), now),
        ),
        ...workItem({ key: "ACTIVITIES_RETURNED", label: "线上活动被驳回待修改", opens: "/activities?status=RETURNED" }, since(returned), now),
      ];
    },
  };

  async function first(place: ActivityPlace, status: ActivityStatus): Promise<readonly ActivityItem[]> {
    const page = await listActivityItems(store, activitiesOf(place, { status, ...ANY_DAY }), { limit: WORK_PAGE, cursor: undefined });
    return page === "CURSOR_INVALID" ? [] : page.items;
  }
}

const AUDIT_LABELS: Partial<Record<ActivityStatus, string>> = { PENDING_PLATFORM: "线上活动待复议" };

/** By any part of the name, in the reader's own list. */
export function activitySearch({ store, clock }: Deps): SearchSource {
  return {
    kind: "ACTIVITIES",
    label: "线上活动",
    find: async (actor, words) => {
      if (!hasPermission(actor, "activities.read")) return { items: [], more: false };
      const found = await listActivities({ store, clock }, actor, { keyword: words, limit: SEARCH_HITS_MAX });
      if (!found.ok) return { items: [], more: false };
      return {
        items: found.value.items.map(({ activityId, name, unitName, endDate, statusLabel }) => ({
          id: activityId,
          title: name,
          note: `${unitName} · ${endDate} · ${statusLabel}`,
          opens: `/activities?activity=${encodeURIComponent(activityId)}`,
        })),
        more: found.value.next !== undefined,
      };
    },
  };
}
