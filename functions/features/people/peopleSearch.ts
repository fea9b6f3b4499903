import { hasPermission } from "@app/contract/kernel/actor";
import { SEARCH_HITS_MAX } from "@app/contract/workbench/workbench.schema";
import type { Store } from "../../engines/store/storePort";
import type { SearchSource } from "../workbench/public";
import { listPeople } from "./queries/listPeople";

/** By part of a name or user name, or by the last digits of a phone, four at least: as the list of people, and for those who have it. */
export function peopleSearch(store: Store): SearchSource {
  return {
    kind: "PEOPLE",
    label: "人员",
    find: async (actor, words) => {
      if (!hasPermission(actor, "people.read")) return { items: [], more: false };
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
