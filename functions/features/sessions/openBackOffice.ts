import { createHash } from "node:crypto";
import type { Actor, Duty, RequestOrigin } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, DAY_MS, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import { runCommand } from "../../engines/commands/runCommand";
import type { NewEvent } from "../../engines/events/event";
import type { ItemKey, StoredItem, StoredValue, Write } from "../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "./accountEvent";
import { getAccount, grantsOf, type AccountItem } from "./accountRepository";
import { mustChangePassword, passwordSetAtOf, secondStepOf } from "./accountSafety";
import { forgiveFailures } from "./logInFailures";
import type { SessionDeps } from "./sessionDeps";
import { accountPart, answerOfNew, newSession, type NewSession } from "./startSession";

/** How somebody showed that an account is theirs. */
export type LogInMeans = "PASSWORD" | "PHONE" | "QR";
export const TICKET_MINUTES = 5;

/** A first step that was right and waits for the second. | AP-T1 · one ticket · second step · primary · LOG_IN_TICKET#hash / STATE · 1 | */
export interface TicketItem extends StoredItem {
  readonly username: string;
  readonly credentialEpoch: number;
  readonly means: LogInMeans;
  readonly validUntil: Instant;
  readonly passwordResetUntil?: Instant;
}
export const ticketKey = (ticket: string): ItemKey => ({ pk: `LOG_IN_TICKET#${createHash("sha256").update(ticket).digest("base64url")}`, sk: "STATE" });

export interface FirstStep {
  /** The session's token; the ticket's too, when a second step is to follow. */
  readonly token: string;
  readonly means: LogInMeans;
  readonly from: RequestOrigin | undefined;
  readonly passwordResetUntil?: Instant | undefined;
}
interface Opening {
  readonly writes: readonly Write[];
  readonly events: readonly NewEvent[];
  /** Who the new session is; absent when a second step is to follow. */
  readonly who: NewSession | undefined;
}

/**
 * What opens the back office to who has shown the first step: a session, or a ticket for the second step when the account has one. Every way in comes through here,
 * so that none goes around the second step.
 */
export async function openingOf(deps: SessionDeps, account: AccountItem, step: FirstStep): Promise<Opening> {
  return secondStepOf(account) === undefined ? sessionOpening(deps, account, step) : { writes: [ticketWrite(deps, account, step)], events: [], who: undefined };
}

/** A session of the account, in the transaction that notes the log-in on it. */
export async function sessionOpening(
  deps: SessionDeps,
  account: AccountItem,
  step: FirstStep,
  set: Readonly<Record<string, StoredValue>> = {},
): Promise<Opening & { readonly who: NewSession }> {
  const { token, means, from, passwordResetUntil } = step;
  const duty = await dutyOf(deps, account);
  const who: NewSession = {
    audience: "BACK_OFFICE",
    name: account.displayName,
    personId: undefined,
    ...accountPart(account),
    ...(passwordResetUntil === undefined ? {} : { passwordResetUntil }),
    ...(duty === undefined ? {} : { duty }),
  };
  const since: Readonly<Record<string, StoredValue>> = passwordSetAtOf(account) === undefined ? { passwordSetAt: deps.clock.now() } : {};
  return {
    writes: [newSession(deps, token, who, from), nextVersionOf(account, { ...since, ...set }), forgiveFailures(account.username)],
    events: [accountEvent(account, `LOGGED_IN_BY_${means}`, originWords(from))],
    who,
  };
}

/** For a way in that has no command of its own. `account` is the one that was shown to be theirs; if it changed its password since, nothing opens. */
export async function openBackOffice(
  deps: SessionDeps,
  account: AccountItem,
  step: Omit<FirstStep, "token">,
): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  const token = deps.newToken();
  let who: NewSession | undefined;
  const ran = await runCommand<undefined, SessionRefusal | KernelRefusal>(deps.engine, {
    actor: holderOf(account, step.from),
    requestId: undefined,
    command: "logIn",
    asked: undefined,
    decide: async () => {
      const latest = await getAccount(deps.store, account.username);
      if (latest === undefined || latest.passwordHash !== account.passwordHash) return refuse({ code: "CREDENTIALS_WRONG" });
      if (latest.status === "DISABLED") return refuse({ code: "ACCOUNT_DISABLED" });
      const opening = await openingOf(deps, latest, { ...step, token });
      who = opening.who;
      return ok({ writes: opening.writes, events: opening.events, answer: undefined });
    },
  });
  if (!ran.ok) return ran;
  return who === undefined ? refuse({ code: "SECOND_STEP_NEEDED", ticket: token }) : ok(await answerOfNew(deps, token, who));
}

/** What the holder of the account has to do before anything else. */
export async function dutyOf({ parameters, clock }: SessionDeps, account: AccountItem): Promise<Duty | undefined> {
  const expiresDays = await parameters.get("signIn.passwordExpiresDays");
  const setAt = passwordSetAtOf(account);
  const hasExpired = expiresDays > 0 && setAt !== undefined && addMs(setAt, expiresDays * DAY_MS) <= clock.now();
  if (hasExpired || mustChangePassword(account)) return "NEW_PASSWORD";
  const isPlatform = account.grants.some(({ role }) => role === "PLATFORM_ADMIN");
  const isDemanded = isPlatform && secondStepOf(account) === undefined && (await parameters.get("signIn.secondStepForPlatformAdmins"));
  return isDemanded ? "SECOND_STEP" : undefined;
}

/** Whoever logs in acts as the account, which has no session yet. */
export function holderOf(account: AccountItem, from: RequestOrigin | undefined): Actor {
  const { accountId, username, displayName, grants } = account;
  return { kind: "USER", id: accountId, name: displayName, accountId, username, grants: grantsOf(grants), audience: "BACK_OFFICE", from };
}

export function originWords(from: RequestOrigin | undefined): { readonly address: string; readonly device: string } {
  return { address: from?.address ?? "", device: from?.device ?? "" };
}

function ticketWrite(deps: SessionDeps, account: AccountItem, { token, means, passwordResetUntil }: FirstStep): Write {
  const validUntil = addMs(deps.clock.now(), TICKET_MINUTES * MINUTE_MS);
  const item: TicketItem = {
    ...ticketKey(token),
    username: account.username,
    credentialEpoch: account.credentialEpoch,
    means,
    validUntil,
    ...(passwordResetUntil === undefined ? {} : { passwordResetUntil }),
    expiresAtEpochSeconds: Math.ceil(epochMsOf(validUntil) / 1000),
  };
  return { kind: "put", tag: "ticket", item };
}
