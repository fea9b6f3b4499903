import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { Me, SwitchPost } from "@app/contract/sessions/session.schema";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { exists } from "../../../engines/store/storePort";
import { findSession } from "../queries/findSession";
import type { SessionDeps } from "../sessionDeps";
import { sessionKey } from "../sessionRepository";
import { toMe } from "../startSession";

/** Only this session changes, and setting the same post twice is setting it once, so it is no command with a record. */
export async function switchPost(deps: SessionDeps, token: string | undefined, { postId }: SwitchPost): Promise<Result<Me, SessionRefusal | KernelRefusal>> {
  const session = token === undefined ? undefined : await findSession(deps, token);
  if (token === undefined || session === undefined) return refuse({ code: "SESSION_EXPIRED" });
  if (postId !== null && session.posts?.some((post) => post.postId === postId) !== true) return refuse({ code: "POST_NOT_HELD" });
  const key = sessionKey(token);
  await deps.store.transact([{ kind: "update", tag: "session", key, ...(postId === null ? { remove: ["postId"] } : { set: { postId } }), condition: exists }]);
  const switched = await findSession(deps, token);
  return switched === undefined ? refuse({ code: "SESSION_EXPIRED" }) : ok(toMe(switched));
}
