import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { SessionAnswer, WechatLogIn } from "@app/contract/sessions/session.schema";
import type { WechatIdentity } from "../../../engines/messaging/wechatPort";
import { absent, versionIs, type Write } from "../../../engines/store/storePort";
import { getAccount, type AccountItem } from "../accountRepository";
import { getPerson, openidKey, personKey, staffBindingOf, unionidKey, type PersonItem, type StaffBinding, type WechatAppKind } from "../personRepository";
import type { SessionDeps } from "../sessionDeps";
import { accountPart, startSession } from "../startSession";

const ATTEMPTS_MAX = 5;

export async function logInWithWechat(deps: SessionDeps, command: WechatLogIn): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  const identity =
    command.via === "MINIPROGRAM" ? await deps.wechat.codeToSession(command.code) : await deps.wechat.officialAccountCodeToIdentity(command.code);
  if (!identity.ok) {
    const mayRetry = identity.refusal.code === "UNAVAILABLE" || identity.refusal.code === "RATE_LIMITED" || identity.refusal.code === "MISCONFIGURED";
    return refuse({ code: mayRetry ? "WECHAT_UNAVAILABLE" : "WECHAT_CODE_WRONG" });
  }
  const person = await findOrMakePerson(deps, command.via, identity.value);
  if (person === undefined) return refuse({ code: "BUSY" });
  return ok(await startPersonSession(deps, person));
}

/** A session of the person, with the staff account they bound. */
export async function startPersonSession(deps: SessionDeps, person: PersonItem): Promise<SessionAnswer> {
  const binding = staffBindingOf(person);
  const account = binding === undefined ? undefined : await boundAccount(deps, binding);
  return startSession(deps, {
    audience: "MINIPROGRAM",
    // WeChat no longer tells a name; staff have one from their account.
    name: account?.displayName ?? "微信用户",
    personId: person.personId,
    ...accountPart(account),
  });
}

/** The account of a binding; undefined when it is disabled, or its password was changed since: whoever knows the new one binds again (promise R13). */
async function boundAccount(deps: SessionDeps, binding: StaffBinding): Promise<AccountItem | undefined> {
  const account = await getAccount(deps.store, binding.username);
  return account?.credentialEpoch === binding.credentialEpoch && account.status === "ACTIVE" ? account : undefined;
}

export async function isBindingValid(deps: SessionDeps, binding: StaffBinding): Promise<boolean> {
  return (await boundAccount(deps, binding)) !== undefined;
}

/** The person of this identity; made at the first log-in. Two first log-ins at once make one person, because the identity's record may be made once. */
async function findOrMakePerson(deps: SessionDeps, app: WechatAppKind, identity: WechatIdentity): Promise<PersonItem | undefined> {
  const openid = openidKey(app, identity.openid);
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const [byOpenid, byUnionid] = await deps.store.getMany(identity.unionid === undefined ? [openid] : [openid, unionidKey(identity.unionid)]);
    const personId = byUnionid?.["personId"] ?? byOpenid?.["personId"];
    const known = typeof personId === "string" ? await getPerson(deps.store, personId) : undefined;
    // A person first seen without a unionid gets it as soon as WeChat tells it, or the other app would make a second one.
    const isNamed = byOpenid !== undefined && (identity.unionid === undefined || byUnionid !== undefined);
    if (known !== undefined && isNamed && known.openids[app] === identity.openid) return known;
    const person: PersonItem =
      known === undefined
        ? { ...personKey(`p${deps.ids.next()}`), personId: "", openids: { [app]: identity.openid }, version: 1 }
        : { ...known, openids: { ...known.openids, [app]: identity.openid }, version: known.version + 1 };
    const named: PersonItem = { ...person, personId: person.pk.slice("PERSON#".length) };
    const writes: Write[] = [
      { kind: "put", tag: "person", item: named, condition: known === undefined ? absent : versionIs(known.version) },
      ...(byOpenid === undefined ? [{ kind: "put", tag: "openid", item: { ...openid, personId: named.personId }, condition: absent } as const] : []),
      ...(identity.unionid !== undefined && byUnionid === undefined
        ? [{ kind: "put", tag: "unionid", item: { ...unionidKey(identity.unionid), personId: named.personId }, condition: absent } as const]
        : []),
    ];
    if ((await deps.store.transact(writes)).committed) return named;
  }
  return undefined;
}
