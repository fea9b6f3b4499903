import type { ReactNode } from "react";
import type { Permission } from "@app/contract/organizations/roles";
import { useMay } from "../platform/currentUser";
import { NoPermission } from "../ui/NoPermission";
import { usePageTitle } from "../ui/usePageTitle";

/** Spares people a page that the server would refuse; the server decides all the same. */
export function RequirePermission({ permission, children }: { readonly permission: Permission; readonly children: ReactNode }) {
  return useMay(permission) ? children : <Refused />;
}

function Refused() {
  usePageTitle("没有权限");
  return (
    <div className="page">
      <h1 className="visually-hidden">没有权限</h1>
      <div className="panel">
        <NoPermission />
      </div>
    </div>
  );
}
