import { hasPermission } from "@app/contract/kernel/actor";
import { SEARCH_HITS_MAX } from "@app/contract/workbench/workbench.schema";
import type { Store } from "../../engines/store/storePort";
import type { SearchSource } from "../workbench/public";
import { searchOrganizations } from "./queries/organizationTree";

/** By any part of the name, as the tree's own search. */
export function organizationSearch(store: Store): SearchSource {
  return {
    kind: "ORGANIZATIONS",
    label: "组织机构",
    find: async (actor, words) => {
      if (!hasPermission(actor, "organizations.read")) return { items: [], more: false };
      const found = await searchOrganizations({ store }, actor, { search: words, limit: SEARCH_HITS_MAX });
      if (!found.ok) return { items: [], more: false };
      return {
        items: found.value.items.map(({ organizationId, name, kindLabel, regionLabel }) => ({
          id: organizationId,
          title: name,
          note: `${kindLabel} · ${regionLabel}`,
          opens: `/organizations?org=${encodeURIComponent(organizationId)}`,
        })),
        more: found.value.next !== undefined,
      };
    },
  };
}
