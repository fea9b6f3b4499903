import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import { addMs, epochMsOf, MINUTE_MS, type Instant } from "@app/contract/kernel/time";
import type { SecondStepRefusal } from "@app/contract/sessions/secondStep.errors";
import type {
  ConfirmSecondStep,
  RecoveryCodes,
  ResetSecondStep,
  SecondStepSetUp,
  SecondStepState,
  WithPassword,
} from "@app/contract/sessions/secondStep.schema";
import { runCommand, type Decision } from "../../../engines/commands/runCommand";
import { exists, type Write } from "../../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { accountInScope } from "../accountInScope";
import { getAccount, type AccountItem } from "../accountRepository";
import { nextSessionEpoch, secondStepOf, type SecondStep } from "../accountSafety";
import { dutyOf, originWords } from "../openBackOffice";
import { newRecoveryCodes, recoveryHash } from "../secondStep";
import type { SessionDeps } from "../sessionDeps";
import { sessionKey } from "../sessionRepository";
import { checkPassword } from "./logInWithPassword";

type Refusal = SecondStepRefusal | KernelRefusal;
const BEGUN_MINUTES = 15;

/** A secret that waits for its first code. */
type Begun = { readonly secretSealed: string; readonly until: Instant };
const begunOf = (account: AccountItem): Begun | undefined => account["secondStepBegun"] as Begun | undefined;

export async function getSecondStep(deps: SessionDeps, actor: Actor): Promise<Result<SecondStepState, Refusal>> {
  const account = await ownAccount(deps, actor);
  return account === undefined ? refuse({ code: "FORBIDDEN" }) : ok(await stateOf(deps, account));
}

/** Begun anew as often as somebody asks; the last one counts. The secret is in no record of a request: it is shown and sealed, nothing else. */
export async function beginSecondStep(deps: SessionDeps, actor: Actor): Promise<Result<SecondStepSetUp, Refusal>> {
  const secret = deps.totp.newSecret();
  const changed = await changeOwn(deps, actor, async (account, now) => {
    if (secondStepOf(account) !== undefined) return refuse({ code: "SECOND_STEP_ON" });
    const begun: Begun = { secretSealed: deps.secretBox.seal(secret), until: addMs(now, BEGUN_MINUTES * MINUTE_MS) };
    return ok({ writes: [nextVersionOf(account, { secondStepBegun: begun })], events: [], answer: account });
  });
  if (!changed.ok) return changed;
  const png = await deps.drawQrPng(deps.totp.address(secret, changed.value.username));
  return ok({ secret, qrPngBase64: png.toString("base64") });
}

/** On from the first right code. Whoever had to set it up may go on now. */
export async function confirmSecondStep(
  deps: SessionDeps,
  { actor, sessionToken, command }: { readonly actor: Actor; readonly sessionToken: string | undefined; readonly command: ConfirmSecondStep },
): Promise<Result<RecoveryCodes, Refusal>> {
  const recoveryCodes = newRecoveryCodes(deps.newToken);
  const changed = await changeOwn(deps, actor, async (account, now) => {
    if (secondStepOf(account) !== undefined) return refuse({ code: "SECOND_STEP_ON" });
    const begun = begunOf(account);
    if (begun === undefined || begun.until <= now) return refuse({ code: "SECOND_STEP_NOT_BEGUN" });
    const lastStep = deps.totp.stepOf(deps.secretBox.open(begun.secretSealed), command.code, epochMsOf(now));
    if (lastStep === undefined) return refuse({ code: "SECOND_STEP_CODE_WRONG" });
    const secondStep: SecondStep = { secretSealed: begun.secretSealed, setAt: now, lastStep, recoveryHashes: recoveryCodes.map(recoveryHash) };
    const duty = await dutyOf(deps, { ...account, secondStep });
    const session: Write = {
      kind: "update",
      tag: "session",
      key: sessionKey(sessionToken ?? ""),
      ...(duty === undefined ? { remove: ["duty"] } : { set: { duty } }),
      condition: exists,
    };
    return ok({
      writes: [nextVersionOf(account, { secondStep }, ["secondStepBegun"]), session],
      events: [accountEvent(account, "SECOND_STEP_SET", originWords(actor.from))],
      answer: account,
    });
  });
  return changed.ok ? ok({ recoveryCodes }) : changed;
}

export async function renewRecoveryCodes(deps: SessionDeps, actor: Actor, command: WithPassword): Promise<Result<RecoveryCodes, Refusal>> {
  const recoveryCodes = newRecoveryCodes(deps.newToken);
  const changed = await changeWithPassword(deps, actor, command, (account, step) => ({
    writes: [nextVersionOf(account, { secondStep: { ...step, recoveryHashes: recoveryCodes.map(recoveryHash) } })],
    events: [accountEvent(account, "RECOVERY_CODES_RENEWED", originWords(actor.from))],
    answer: account,
  }));
  return changed.ok ? ok({ recoveryCodes }) : changed;
}

export async function removeSecondStep(deps: SessionDeps, actor: Actor, command: WithPassword): Promise<Result<SecondStepState, Refusal>> {
  const changed = await changeWithPassword(deps, actor, command, (account) => ({
    writes: [nextVersionOf(account, {}, ["secondStep"])],
    events: [accountEvent(account, "SECOND_STEP_REMOVED", originWords(actor.from))],
    answer: account,
  }));
  return changed.ok ? getSecondStep(deps, actor) : changed;
}

/** For a colleague whose phone is lost. Their sessions end, for whoever has the phone may have one. */
export function resetSecondStepOf(
  deps: SessionDeps,
  { actor, username, command }: { readonly actor: Actor; readonly username: string; readonly command: ResetSecondStep },
): Promise<Result<{ readonly reset: true }, Refusal>> {
  return runCommand<{ readonly reset: true }, Refusal>(deps.engine, {
    actor,
    requestId: command.requestId,
    command: "resetSecondStepOf",
    asked: [username, command.remark],
    decide: async () => {
      const found = await accountInScope(deps.store, actor, username);
      if (!found.ok) return found;
      const account = found.value;
      if (secondStepOf(account) === undefined) return refuse({ code: "SECOND_STEP_OFF" });
      return ok({
        writes: [nextVersionOf(account, { sessionEpoch: nextSessionEpoch(account) }, ["secondStep"])],
        events: [accountEvent(account, "SECOND_STEP_RESET", { remark: command.remark, byName: actor.name, ...originWords(actor.from) })],
        answer: { reset: true },
      });
    },
  });
}

type Change = Decision<AccountItem, Refusal>;

/** A change of one's own account, in the back office alone. It is no command with a request's record, for its answer is a secret that is kept nowhere. */
function changeOwn(
  deps: SessionDeps,
  actor: Actor,
  decide: (account: AccountItem, now: Instant) => Promise<Result<Change, Refusal>>,
): Promise<Result<AccountItem, Refusal>> {
  return runCommand<AccountItem, Refusal>(deps.engine, {
    actor,
    requestId: undefined,
    command: "changeSecondStep",
    asked: undefined,
    decide: async ({ now }) => {
      const account = await ownAccount(deps, actor);
      return account === undefined ? refuse({ code: "FORBIDDEN" }) : decide(account, now);
    },
  });
}

async function changeWithPassword(
  deps: SessionDeps,
  actor: Actor,
  { password }: WithPassword,
  decide: (account: AccountItem, step: SecondStep) => Change,
): Promise<Result<AccountItem, Refusal>> {
  const account = await ownAccount(deps, actor);
  if (account === undefined) return refuse({ code: "FORBIDDEN" });
  if (secondStepOf(account) === undefined) return refuse({ code: "SECOND_STEP_OFF" });
  const checked = await checkPassword(deps, { username: account.username, password }, actor);
  if (!checked.ok) return refuse(checked.refusal.code === "ACCOUNT_LOCKED" ? checked.refusal : { code: "PASSWORD_WRONG" });
  return changeOwn(deps, actor, async (latest) => {
    const step = secondStepOf(latest);
    return step === undefined ? refuse({ code: "SECOND_STEP_OFF" }) : ok(decide(latest, step));
  });
}

async function ownAccount(deps: SessionDeps, actor: Actor): Promise<AccountItem | undefined> {
  return actor.username === undefined || actor.audience !== "BACK_OFFICE" ? undefined : getAccount(deps.store, actor.username);
}

async function stateOf(deps: SessionDeps, account: AccountItem): Promise<SecondStepState> {
  const step = secondStepOf(account);
  const isPlatform = account.grants.some(({ role }) => role === "PLATFORM_ADMIN");
  return {
    isOn: step !== undefined,
    ...(step === undefined ? {} : { setAt: step.setAt, recoveryCodesLeft: step.recoveryHashes.length }),
    isDemanded: isPlatform && (await deps.parameters.get("signIn.secondStepForPlatformAdmins")),
  };
}
