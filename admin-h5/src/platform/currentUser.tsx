import { createContext, useContext } from "react";
import { scopesOf, type Grant } from "@app/contract/kernel/actor";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import type { Permission } from "@app/contract/organizations/roles";
import type { Me } from "@app/contract/sessions/session.schema";

const CurrentUser = createContext<Me | undefined>(undefined);
export const CurrentUserProvider = CurrentUser.Provider;

/** Who is logged in. Only below the session guard, which shows nothing until it knows. */
export function useMe(): Me {
  const me = useContext(CurrentUser);
  if (me === undefined) throw new Error("useMe is for pages below the session guard");
  return me;
}

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}

/** Whoever registers an organisation has an account before anything else. Somebody whose organisation is disabled has no grant either, but keeps their posts. */
export function isRegistering(me: Me): boolean {
  return me.grants.length === 0 && (me.posts ?? []).length === 0;
}

export type MyGrant = Me["grants"][number];

/** The grants that carry the permission: the contract's own reading of roles, so that menu and server agree. */
export function grantsWith(me: Me, permission: Permission): MyGrant[] {
  return me.grants.filter((grant) => scopeOf(grant, permission).length > 0);
}

function scopeOf(grant: Grant, permission: Permission): OrgPath[] {
  return scopesOf({ kind: "USER", id: "", name: "", grants: [grant] }, permission);
}
