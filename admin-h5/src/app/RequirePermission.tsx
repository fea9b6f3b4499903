import type { ReactNode } from "react";
import type { Permission } from "@app/contract/organizations/roles";
import { useMay } from "../platform/currentUser";
import { NoPermission } from "../ui/NoPermission";

/** Spares people a page that the server would refuse; the server decides all the same. */
export function RequirePermission({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  if (useMay(permission)) return children;
  return (
    <div className="page">
      <div className="panel">
        <NoPermission />
      </div>
    </div>
  );
}
