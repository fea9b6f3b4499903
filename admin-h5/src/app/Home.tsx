import { Navigate } from "react-router";
import { useMe } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { menuFor } from "./menu";
import { NoSystems } from "./NoSystems";

/** The first page that this person may see. */
export function Home() {
  // What is everybody's own is no system that is open to them.
  const me = useMe();
  const first = menuFor(me.permissions).find(({ permission }) => permission !== undefined);
  if (first !== undefined) return <Navigate to={first.path} replace />;
  // Whoever registers has an account before anything else.
  return me.grants.length === 0 ? <Navigate to={PATHS.myRegistration} replace /> : <NoSystems />;
}
