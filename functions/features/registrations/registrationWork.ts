import { hasPermission, type Actor } from "@app/contract/kernel/actor";
import { SEARCH_HITS_MAX } from "@app/contract/workbench/workbench.schema";
import type { CommandEngine } from "../../engines/commands/runCommand";
import { WORK_PAGE, workItem, type SearchSource, type WorkSource } from "../workbench/public";
import { listRegistrations, registrationsInReview } from "./queries/listRegistrations";

type Deps = Pick<CommandEngine, "store" | "clock">;

export function registrationWork({ store, clock }: Deps): WorkSource {
  return {
    countWork: async (actor) => {
      if (!mayReview(actor)) return [];
      const waiting = await registrationsInReview(store, actor, WORK_PAGE);
      const row = { key: "REGISTRATIONS", label: "机构注册待审核", opens: "/registrations?status=IN_REVIEW" };
      return workItem(
        row,
        waiting.map(({ submittedAt }) => ({ since: submittedAt })),
        clock.now(),
      );
    },
  };
}

/** By any part of the organisation's name, or the principal's; by the last digits of the principal's phone, four at least. */
export function registrationSearch({ store }: Pick<Deps, "store">): SearchSource {
  return {
    kind: "REGISTRATIONS",
    label: "注册申请",
    find: async (actor, words) => {
      if (!mayReview(actor)) return { items: [], more: false };
      const found = await listRegistrations({ store }, actor, { keyword: words, limit: SEARCH_HITS_MAX });
      if (!found.ok) return { items: [], more: false };
      return {
        items: found.value.items.map(({ registrationId, organizationName, kindLabel, placeLabel, statusLabel }) => ({
          id: registrationId,
          title: organizationName,
          note: `${kindLabel} · ${placeLabel} · ${statusLabel}`,
          opens: `/registrations?status=ALL&registration=${encodeURIComponent(registrationId)}`,
        })),
        more: found.value.next !== undefined,
      };
    },
  };
}

const mayReview = (actor: Actor): boolean => hasPermission(actor, "registrations.review");
