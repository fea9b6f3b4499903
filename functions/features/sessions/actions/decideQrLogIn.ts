import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { RequestId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { Instant } from "@app/contract/kernel/time";
import type { QrLogInRefusal } from "@app/contract/sessions/qrLogIn.errors";
import type { DecideQrLogIn, QrLogInAsked } from "@app/contract/sessions/qrLogIn.schema";
import { runCommand, type Decision } from "../../../engines/commands/runCommand";
import { versionIs, type Write } from "../../../engines/store/storePort";
import type { AccountItem } from "../accountRepository";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getPerson, staffBindingOf } from "../personRepository";
import { getQrLogIn, qrStatusAt, type QrLogInItem } from "../qrLogInRepository";
import type { SessionDeps } from "../sessionDeps";
import { boundAccount } from "./logInWithWechat";

type Refusal = QrLogInRefusal | KernelRefusal;

/** The phone has read the code: from now on it is this person's to decide, and they see who asks. */
export function scanQrLogIn(deps: SessionDeps, { actor, ticket }: { readonly actor: Actor; readonly ticket: string }): Promise<Result<QrLogInAsked, Refusal>> {
  return runCommand<QrLogInAsked, Refusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "scanQrLogIn",
    asked: ticket,
    decide: async ({ now }) => {
      const found = await findAsked(deps, actor, ticket, now);
      if (!found.ok) return found;
      const { item, account, personId } = found.value;
      const writes = item.status === "WAITING" ? [changed(item, { status: "SCANNED", personId })] : [];
      return ok({ writes, events: [], answer: toAsked({ ...item, status: item.status === "WAITING" ? "SCANNED" : item.status }, account, now) });
    },
  });
}

/** Yes or no, once. The session itself is made when the browser that asked comes for it. */
export function decideQrLogIn(
  deps: SessionDeps,
  { actor, ticket, command }: { readonly actor: Actor; readonly ticket: string; readonly command: DecideQrLogIn },
): Promise<Result<QrLogInAsked, Refusal>> {
  return runCommand<QrLogInAsked, Refusal>(deps.engine, {
    actor,
    requestId: command.requestId as RequestId,
    command: "decideQrLogIn",
    asked: [ticket, command.decision],
    decide: async ({ now }): Promise<Result<Decision<QrLogInAsked, Refusal>, Refusal>> => {
      const found = await findAsked(deps, actor, ticket, now);
      if (!found.ok) return found;
      const { item, account, personId } = found.value;
      if (item.status !== "WAITING" && item.status !== "SCANNED") return refuse({ code: "QR_DECIDED" });
      const status = command.decision === "CONFIRM" ? "CONFIRMED" : "REFUSED";
      const whom = { personId, username: account.username, credentialEpoch: account.credentialEpoch };
      const payload = { browser: item.browser, address: item.address };
      return ok({
        writes: [changed(item, { status, ...whom }), nextVersionOf(account)],
        events: [accountEvent(account, command.decision === "CONFIRM" ? "QR_LOG_IN_CONFIRMED" : "QR_LOG_IN_REFUSED", payload)],
        answer: toAsked({ ...item, status }, account, now),
      });
    },
  });
}

/** Staff alone learn anything of it; and of those, once it is scanned, the one who scanned it. */
async function findAsked(
  deps: SessionDeps,
  actor: Actor,
  ticket: string,
  now: Instant,
): Promise<Result<{ readonly item: QrLogInItem; readonly account: AccountItem; readonly personId: string }, QrLogInRefusal>> {
  const person = actor.personId === undefined ? undefined : await getPerson(deps.store, actor.personId);
  const binding = person === undefined ? undefined : staffBindingOf(person);
  const account = binding === undefined ? undefined : await boundAccount(deps, binding);
  if (person === undefined || account === undefined) return refuse({ code: "STAFF_NOT_BOUND" });
  const item = await getQrLogIn(deps.store, ticket);
  if (item === undefined || qrStatusAt(item, now) === "EXPIRED") return refuse({ code: "QR_EXPIRED" });
  if (item.personId !== undefined && item.personId !== person.personId) return refuse({ code: "QR_TAKEN" });
  return ok({ item, account, personId: person.personId });
}

function changed(item: QrLogInItem, set: Partial<Pick<QrLogInItem, "status" | "personId" | "username" | "credentialEpoch">>): Write {
  return {
    kind: "update",
    tag: "ticket",
    key: { pk: item.pk, sk: item.sk },
    set: set as Record<string, string | number>,
    add: { version: 1 },
    condition: versionIs(item.version),
  };
}

function toAsked(item: QrLogInItem, account: AccountItem, now: Instant): QrLogInAsked {
  return {
    status: qrStatusAt(item, now),
    browser: item.browser,
    address: item.address,
    askedAt: item.askedAt,
    expiresAt: item.expiresAt,
    serverNow: now,
    accountName: account.displayName,
    orgName: account.grants[0]?.orgName ?? "",
  };
}
