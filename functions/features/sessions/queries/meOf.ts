import type { Me } from "@app/contract/sessions/session.schema";
import type { SessionDeps } from "../sessionDeps";
import { toMe } from "../startSession";
import { findSession } from "./findSession";

/** Who the session of a token is now, for whatever changed it; undefined when it is over. */
export async function meOf(deps: SessionDeps, token: string): Promise<Me | undefined> {
  const session = await findSession(deps, token);
  return session === undefined ? undefined : toMe(session);
}
