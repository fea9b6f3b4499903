import { Navigate } from "react-router";
import { useMe } from "../platform/currentUser";
import { menuFor } from "./menu";
import { NoSystems } from "./NoSystems";

/** The first page that this person may see. */
export function Home() {
  const first = menuFor(useMe().permissions)[0];
  return first === undefined ? <NoSystems /> : <Navigate to={first.path} replace />;
}
