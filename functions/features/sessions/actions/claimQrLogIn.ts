import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { QrLogInRefusal } from "@app/contract/sessions/qrLogIn.errors";
import type { QrLogInState } from "@app/contract/sessions/qrLogIn.schema";
import { runCommand } from "../../../engines/commands/runCommand";
import { versionIs } from "../../../engines/store/storePort";
import { openingOf, ticketKey } from "../openBackOffice";
import { hashOf } from "../phoneCode";
import { findSession } from "../queries/findSession";
import { getQrLogIn, qrLogInKey, qrStatusAt, ticketOf } from "../qrLogInRepository";
import type { SessionDeps } from "../sessionDeps";
import { toAnswer } from "../startSession";
import { boundAccount } from "./logInWithWechat";

/**
 * The browser asks whether it may come in; only it has the secret. Its session's token follows from the secret and a salt of the store, so a repeat after a lost
 * answer gets the same session, and nothing that opens it is kept (promise R2).
 */
export async function claimQrLogIn(
  deps: SessionDeps,
  { actor, secret }: { readonly actor: Actor; readonly secret: string },
): Promise<Result<QrLogInState, QrLogInRefusal | KernelRefusal>> {
  const ticket = ticketOf(secret);
  const ran = await runCommand<{ status: QrLogInState["status"]; salt: string }, KernelRefusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "claimQrLogIn",
    asked: undefined,
    decide: async ({ now }) => {
      const item = await getQrLogIn(deps.store, ticket);
      const status = qrStatusAt(item, now);
      if (item === undefined || status !== "CONFIRMED" || item.status === "CLAIMED") {
        return ok({ writes: [], events: [], answer: { status, salt: item?.salt ?? "" } });
      }
      // Disabled, or its password changed, between the tap on the phone and now.
      const account = await boundAccount(deps, { username: item.username ?? "", credentialEpoch: item.credentialEpoch ?? 0 });
      if (account === undefined) return ok({ writes: [], events: [], answer: { status: "EXPIRED", salt: "" } });
      const from = { address: item.address, device: item.browser };
      // A password or an SMS is enough to bind a phone, so a bound one stands in for the first step and not for the second.
      const opening = await openingOf(deps, account, { token: hashOf(item.salt, secret), means: "QR", from });
      return ok({
        writes: [
          { kind: "update", tag: "qr ticket", key: qrLogInKey(ticket), set: { status: "CLAIMED" }, add: { version: 1 }, condition: versionIs(item.version) },
          ...opening.writes,
        ],
        events: opening.events,
        answer: { status, salt: item.salt },
      });
    },
  });
  if (!ran.ok) return ran;
  const { status, salt } = ran.value;
  if (status !== "CONFIRMED") return ok({ status });
  const token = hashOf(salt, secret);
  const session = await findSession(deps, token);
  if (session !== undefined) return ok({ status, session: toAnswer(token, session) });
  const awaitsSecondStep = (await deps.store.get(ticketKey(token))) !== undefined;
  // Logged out since: the code opens nothing a second time.
  return awaitsSecondStep ? refuse({ code: "SECOND_STEP_NEEDED", ticket: token }) : ok({ status: "EXPIRED" });
}
