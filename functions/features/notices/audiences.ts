import type { Store } from "../../engines/store/storePort";
import { accountsPage } from "../sessions/public";
import type { Audience } from "./fanOut";

/** Everybody with an account in a province; `province` is its code, or CN for the accounts of the country. */
export function accountsAudience(store: Store): Audience {
  return {
    name: "ACCOUNTS",
    page: async ({ filter, cursor, limit }) => {
      const { items, next } = await accountsPage(store, { province: filter["province"] ?? "CN", limit, ...(cursor === undefined ? {} : { cursor }) });
      const to = items.filter(({ status }) => status === "ACTIVE").map(({ username }) => ({ kind: "ACCOUNT", username }) as const);
      return { to, ...(next === undefined ? {} : { next }) };
    },
  };
}
