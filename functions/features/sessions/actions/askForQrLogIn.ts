import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Actor } from "@app/contract/kernel/actor";
import type { NewQrTicket } from "@app/contract/sessions/qrLogIn.schema";
import { absent } from "../../../engines/store/storePort";
import { countOfHour, secondsLeftOfHour } from "../addressCount";
import { newQrLogIn, ticketOf } from "../qrLogInRepository";
import type { SessionDeps } from "../sessionDeps";

/** A log-in page asks anew every two minutes; this is an office of twenty that leaves it open all day. */
export const QR_TICKETS_PER_ADDRESS_AND_HOUR = 600;

export async function askForQrLogIn(
  deps: SessionDeps,
  { actor, clientAddress }: { readonly actor: Actor; readonly clientAddress: string },
): Promise<Result<NewQrTicket, KernelRefusal>> {
  const now = deps.clock.now();
  const secret = deps.newToken();
  const ticket = ticketOf(secret);
  const item = newQrLogIn({ ticket, salt: deps.newToken(), browser: actor.from?.device ?? "未知设备", address: actor.from?.address ?? clientAddress, now });
  const made = await deps.store.transact([
    { kind: "put", tag: "ticket", item, condition: absent },
    countOfHour("QR_TICKETS", clientAddress, now, QR_TICKETS_PER_ADDRESS_AND_HOUR),
  ]);
  if (!made.committed) return refuse({ code: "RATE_LIMITED", retryAfterSeconds: secondsLeftOfHour(now) });
  // An ordinary address: WeChat's scanner opens it in the mini-program or in its browser, a phone's camera in the browser.
  const link = `${deps.publicOrigin}/#/features/sessions/qr-log-in/index?ticket=${ticket}`;
  return ok({ secret, link, expiresAt: item.expiresAt, serverNow: now });
}
