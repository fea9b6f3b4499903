import type { DeviceSession } from "@app/contract/sessions/mySessions.schema";
import { localDateOf, type Instant, type LocalDate } from "@app/contract/kernel/time";
import type { Clock } from "../../../engines/context/clock";
import type { Store } from "../../../engines/store/storePort";
import { getAccount } from "../accountRepository";
import { sessionEpochOf } from "../accountSafety";
import { listSessions, readSession } from "../sessionRepository";

/** The devices on which an account, or a person without one, is logged in now; latest first. */
export async function deviceSessions(
  deps: { readonly store: Store; readonly clock: Clock },
  who: { readonly username: string | undefined; readonly personId: string | undefined },
  currentId: string | undefined,
): Promise<DeviceSession[]> {
  const now = deps.clock.now();
  const account = who.username === undefined ? undefined : await getAccount(deps.store, who.username);
  return (await listSessions(deps.store, who)).flatMap((item) => {
    const session = readSession(item);
    const startedAt = session.startedAt as Instant;
    if (session.expiresAt <= now) return [];
    if (account !== undefined && (session.credentialEpoch !== account.credentialEpoch || session.sessionEpoch !== sessionEpochOf(account))) return [];
    const sessionId = item.pk.slice("SESSION#".length);
    return [
      {
        sessionId,
        audience: session.audience,
        device: session.device ?? "未知设备",
        address: session.address ?? "",
        startedAt,
        lastSeenOn: session.lastSeenOn ?? (localDateOf(startedAt) as LocalDate),
        expiresAt: session.expiresAt,
        isCurrent: sessionId === currentId,
      },
    ];
  });
}
