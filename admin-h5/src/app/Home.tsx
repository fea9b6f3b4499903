import { Navigate } from "react-router";
import { isRegistering, useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { menuFor } from "./menu";
import { NoSystems } from "./NoSystems";

/** 工作台, for everybody to whom a system is open. */
export function Home() {
  const me = useMe();
  if (isRegistering(me)) return <Navigate to={PATHS.myRegistration} replace />;
  // What is everybody's own is no system that is open to them.
  return menuFor(me.permissions).some(({ permission }) => permission !== undefined) ? <Navigate to={PATHS.workbench} replace /> : <NoSystems />;
}
