import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { SessionAnswer } from "@app/contract/sessions/session.schema";
import type { StaffBindingRefusal } from "@app/contract/sessions/staffBinding.errors";
import type { BindStaffBySms, BindStaffByWechatPhone } from "@app/contract/sessions/staffBinding.schema";
import { runCommand, type Decision } from "../../../engines/commands/runCommand";
import type { WechatRefusal } from "../../../engines/messaging/wechatPort";
import type { Write } from "../../../engines/store/storePort";
import { getAccountByPhone, type AccountItem } from "../accountRepository";
import { countOfHour, secondsLeftOfHour } from "../addressCount";
import { getPerson, staffBindingOf } from "../personRepository";
import { judgeCode, phoneCodeKey, type PhoneCodeItem } from "../phoneCode";
import type { SessionDeps } from "../sessionDeps";
import { bindingChange, type BindingMeans } from "../staffBinding";
import { isBindingValid, startPersonSession } from "./logInWithWechat";

type Refusal = StaffBindingRefusal | KernelRefusal;
interface Input<Command> {
  readonly actor: Actor;
  readonly command: Command;
}
/** A wrong code is counted in a transaction that commits, so its refusal travels as an answer. */
type Answer = { readonly username: string } | { readonly wrong: StaffBindingRefusal };

/** Right or wrong, so many tries an hour and WeChat: names are few, and a phone that is known should not lead to one by trying. */
export const BINDINGS_PER_HOUR = 10;

/** Seed 002, 3-2: name and phone both have to be what is registered. In the browser edition an SMS to that phone shows that it is at hand. */
export async function bindStaffBySms(deps: SessionDeps, { actor, command }: Input<BindStaffBySms>): Promise<Result<SessionAnswer, Refusal>> {
  const { requestId, name, phone, code } = command;
  return bind(deps, { actor, requestId, command: "bindStaffBySms", asked: [name, phone, code] }, async (now) => {
    const judged = judgeCode((await deps.store.get(phoneCodeKey("BIND_STAFF", phone))) as PhoneCodeItem | undefined, { phone, code, requestId, now });
    if (judged.kind === "REFUSED") return refuse(judged.refusal);
    if (judged.kind === "WRONG") return ok({ wrong: judged.refusal, writes: [judged.count] });
    return ok({ phone, name, means: "SMS", writes: judged.kind === "RIGHT" ? [judged.use] : [] });
  });
}

/** In the mini-program WeChat itself tells the phone, after a tap on its button. */
export async function bindStaffByWechatPhone(deps: SessionDeps, { actor, command }: Input<BindStaffByWechatPhone>): Promise<Result<SessionAnswer, Refusal>> {
  const { requestId, name, phoneCode } = command;
  const phone = await deps.wechat.phoneNumberOf(phoneCode);
  return bind(deps, { actor, requestId, command: "bindStaffByWechatPhone", asked: [name, phoneCode] }, async () =>
    // Also here after a lost answer, when WeChat tells the number no more: then the request's record has the first answer.
    phone.ok ? ok({ phone: phone.value, name, means: "WECHAT_PHONE", writes: [] }) : refuse(phoneRefusal(phone.refusal)),
  );
}

export function phoneRefusal(refusal: WechatRefusal): { readonly code: "WECHAT_NOT_SET_UP" | "WECHAT_UNAVAILABLE" | "WECHAT_PHONE_CODE_WRONG" } {
  if (refusal.code === "NOT_SET_UP") return { code: "WECHAT_NOT_SET_UP" };
  return { code: refusal.code === "CODE_INVALID" || refusal.code === "CODE_USED" ? "WECHAT_PHONE_CODE_WRONG" : "WECHAT_UNAVAILABLE" };
}

type Proof =
  | { readonly phone: string; readonly name: string; readonly means: BindingMeans; readonly writes: readonly Write[] }
  | { readonly wrong: StaffBindingRefusal; readonly writes: readonly Write[] };

async function bind(
  deps: SessionDeps,
  asked: { readonly actor: Actor; readonly requestId: string; readonly command: string; readonly asked: unknown },
  prove: (now: ReturnType<SessionDeps["clock"]["now"]>) => Promise<Result<Proof, Refusal>>,
): Promise<Result<SessionAnswer, Refusal>> {
  const { actor } = asked;
  const { personId } = actor;
  if (personId === undefined) return refuse({ code: "FORBIDDEN" });
  const now = deps.clock.now();
  // Counted before anything is compared, so that guesses sent at once are counted all.
  const counted = await deps.store.transact([countOfHour("BINDINGS", personId, now, BINDINGS_PER_HOUR)]);
  if (!counted.committed) return refuse({ code: "BINDING_TOO_OFTEN", minutesLeft: Math.ceil(secondsLeftOfHour(now) / 60) });
  const ran = await runCommand<Answer, Refusal>(deps.engine, {
    actor,
    requestId: asked.requestId,
    command: asked.command,
    asked: asked.asked,
    decide: async (context) => {
      const proven = await prove(context.now);
      if (!proven.ok) return proven;
      if ("wrong" in proven.value) return ok({ writes: proven.value.writes, events: [], answer: { wrong: proven.value.wrong } });
      return decideBinding(deps, personId, proven.value);
    },
  });
  if (!ran.ok) return ran;
  if ("wrong" in ran.value) return refuse(ran.value.wrong);
  const person = await getPerson(deps.store, personId);
  if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
  // A new one: what the session before was allowed is remembered for a minute, and a repeat after a lost answer still needs it.
  return ok(await startPersonSession(deps, person, actor.from));
}

async function decideBinding(
  deps: SessionDeps,
  personId: string,
  proof: Extract<Proof, { phone: string }>,
): Promise<Result<Decision<Answer, Refusal>, Refusal>> {
  const [person, account] = await Promise.all([getPerson(deps.store, personId), getAccountByPhone(deps.store, proof.phone)]);
  if (person === undefined) return refuse({ code: "SESSION_EXPIRED" });
  if (!isRegistered(account, proof)) return refuse({ code: "BINDING_NOT_FOUND" });
  const bound = staffBindingOf(person);
  if (bound !== undefined && bound.username !== account.username && (await isBindingValid(deps, bound))) return refuse({ code: "STAFF_ALREADY_BOUND" });
  const change = await bindingChange(deps.store, { person, account, means: proof.means });
  return ok({ writes: [...proof.writes, ...change.writes], events: change.events, answer: { username: account.username } });
}

function isRegistered(account: AccountItem | undefined, given: { readonly name: string; readonly phone: string }): account is AccountItem {
  return account?.status === "ACTIVE" && account.phone === given.phone && account.displayName.trim() === given.name;
}
