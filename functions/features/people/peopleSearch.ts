import { hasPermission } from "@app/contract/kernel/actor";
import { SEARCH_HITS_MAX } from "@app/contract/workbench/workbench.schema";
import type { Store } from "../../engines/store/storePort";
import type { SearchSource } from "../workbench/public";
import { listPeople } from "./queries/listPeople";

/** By part of a name or user name, as the list of people. Digits are left to a booking's number: here they would be the end of somebody's phone. */
export function peopleSearch(store: Store): SearchSource {
  return {
    kind: "PEOPLE",
    label: "人员",
    find: async (actor, words) => {
      if (!hasPermission(actor, "people.read") || /^\d+$/.test(words)) return { items: [], more: false };
      const found = await listPeople(store, actor, { search: words, limit: SEARCH_HITS_MAX });
      if (!found.ok) return { items: [], more: false };
      return {
        items: found.value.items.map(({ accountId, username, name, orgName, statusLabel }) => ({
          id: accountId,
          title: name,
          note: `${username} · ${orgName} · ${statusLabel}`,
          opens: `/people?person=${encodeURIComponent(username)}`,
        })),
        more: found.value.next !== undefined,
      };
    },
  };
}
