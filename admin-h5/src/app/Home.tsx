import { Navigate } from "react-router";
import { useMe } from "../platform/currentUser";
import { menuFor } from "./menu";
import { NoSystems } from "./NoSystems";

/** The first page that this person may see. */
export function Home() {
  // What is everybody's own is no system that is open to them.
  const first = menuFor(useMe().permissions).find(({ permission }) => permission !== undefined);
  return first === undefined ? <NoSystems /> : <Navigate to={first.path} replace />;
}
