import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { sessionRoutes } from "@app/contract/sessions/sessions.routes";
import { read } from "../platform/api";
import { CurrentUserProvider } from "../platform/currentUser";
import { PATHS } from "../platform/paths";
import { useSession } from "../platform/session";
import { ErrorState } from "../ui/ErrorState";
import { FirstLoad } from "./FirstLoad";

// Few ever see it: its code comes when it is asked for.
const DutyPage = lazy(async () => ({ default: (await import("./DutyPage")).DutyPage }));

/** Knows who is logged in before any page below asks; without a session it leads to the log-in page and back. */
export function SessionGuard() {
  const { token } = useSession();
  const location = useLocation();
  const me = useQuery({ queryKey: ["me", token], queryFn: () => read(sessionRoutes.getMe, {}), enabled: token !== undefined, staleTime: 60_000 });

  if (token === undefined) {
    const here = location.pathname + location.search;
    return <Navigate to={here === "/" ? PATHS.login : `${PATHS.login}?returnTo=${encodeURIComponent(here)}`} replace />;
  }
  if (me.data !== undefined)
    return (
      <CurrentUserProvider value={me.data}>
        {me.data.duty === undefined ? (
          <Outlet />
        ) : (
          <Suspense fallback={<FirstLoad />}>
            <DutyPage duty={me.data.duty} />
          </Suspense>
        )}
      </CurrentUserProvider>
    );
  if (me.error !== null) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  return <FirstLoad />;
}
