import type { RequestOrigin } from "@app/contract/kernel/actor";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { AGREEMENT_VERSION } from "@app/contract/personalData/agreement";
import type { SessionRefusal } from "@app/contract/sessions/session.errors";
import type { SessionAnswer, WechatLogIn } from "@app/contract/sessions/session.schema";
import type { WechatIdentity } from "../../../engines/messaging/wechatPort";
import { runCommand } from "../../../engines/commands/runCommand";
import { absent, equals, versionIs, type ItemKey, type Store, type StoredItem, type Write } from "../../../engines/store/storePort";
import { accountEvent, nextVersionOf } from "../accountEvent";
import { getAccount, type AccountItem } from "../accountRepository";
import { holderOf, originWords } from "../openBackOffice";
import { newPersonJob } from "../personJobRepository";
import { consentWrite } from "../personalIdentity";
import { openidKey, personKey, staffBindingOf, survivingPerson, unionidKey, WECHAT_APPS, type PersonItem, type StaffBinding } from "../personRepository";
import type { SessionDeps } from "../sessionDeps";
import { accountPart, startSession, VISITOR_NAME } from "../startSession";

const ATTEMPTS_MAX = 5;

export async function logInWithWechat(
  deps: SessionDeps,
  command: WechatLogIn,
  from?: RequestOrigin,
): Promise<Result<SessionAnswer, SessionRefusal | KernelRefusal>> {
  const identity =
    command.via === "MINIPROGRAM" ? await deps.wechat.codeToSession(command.code) : await deps.wechat.officialAccountCodeToIdentity(command.code);
  if (!identity.ok) {
    if (identity.refusal.code === "NOT_SET_UP") return refuse({ code: "WECHAT_NOT_SET_UP" });
    const mayRetry = identity.refusal.code === "UNAVAILABLE" || identity.refusal.code === "RATE_LIMITED" || identity.refusal.code === "MISCONFIGURED";
    return refuse({ code: mayRetry ? "WECHAT_UNAVAILABLE" : "WECHAT_CODE_WRONG" });
  }
  const person = await findOrMakePerson(deps, command, identity.value);
  if (person === undefined) return refuse({ code: "BUSY" });
  const session = await startPersonSession(deps, person, from);
  await noteStaffLogIn(deps, person, from);
  return ok(session);
}

/** Whoever works under a bound account leaves a line in its trail, as at the desk (promise M35). Visitors leave none. */
async function noteStaffLogIn(deps: SessionDeps, person: PersonItem, from: RequestOrigin | undefined): Promise<void> {
  const binding = staffBindingOf(person);
  const account = binding === undefined ? undefined : await boundAccount(deps, binding);
  if (account === undefined) return;
  await runCommand<undefined, KernelRefusal>(deps.engine, {
    actor: { ...holderOf(account, from), audience: "MINIPROGRAM" },
    requestId: undefined,
    command: "logIn",
    asked: undefined,
    decide: async () => {
      const latest = await getAccount(deps.store, account.username);
      if (latest === undefined) return refuse({ code: "NOT_FOUND", what: "个账号" });
      return ok({ writes: [nextVersionOf(latest)], events: [accountEvent(latest, "LOGGED_IN_BY_WECHAT", originWords(from))], answer: undefined });
    },
  });
}

/** A session of the person, with the staff account they bound. */
export async function startPersonSession(deps: SessionDeps, person: PersonItem, from?: RequestOrigin): Promise<SessionAnswer> {
  const binding = staffBindingOf(person);
  const account = binding === undefined ? undefined : await boundAccount(deps, binding);
  const who = { audience: "MINIPROGRAM", name: account?.displayName ?? VISITOR_NAME, personId: person.personId, agreedVersion: person.agreedVersion } as const;
  return startSession(deps, { ...who, ...accountPart(account) }, from);
}

/** The account of a binding; undefined when it is disabled, or its password was changed since: whoever knows the new one binds again (promise R13). */
export async function boundAccount(deps: Pick<SessionDeps, "store">, binding: StaffBinding): Promise<AccountItem | undefined> {
  const account = await getAccount(deps.store, binding.username);
  return account?.credentialEpoch === binding.credentialEpoch && account.status === "ACTIVE" ? account : undefined;
}

export async function isBindingValid(deps: Pick<SessionDeps, "store">, binding: StaffBinding): Promise<boolean> {
  return (await boundAccount(deps, binding)) !== undefined;
}

/**
 * The person of this identity; made at the first log-in. Two first log-ins at once make one person, because the identity's record may be made once. When WeChat tells
 * only now that two who exist are one, the later identity goes over to whom the unionid names, and a job moves the other's records there.
 */
async function findOrMakePerson(deps: SessionDeps, command: WechatLogIn, identity: WechatIdentity): Promise<PersonItem | undefined> {
  const { store, clock } = deps;
  const agreed = command.agreedVersion === AGREEMENT_VERSION ? AGREEMENT_VERSION : undefined;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const openid = openidKey(command.via, identity.openid);
    const [byOpenid, byUnionid] = await store.getMany(identity.unionid === undefined ? [openid] : [openid, unionidKey(identity.unionid)]);
    const [ofOpenid, ofUnionid] = await Promise.all([livingPerson(store, byOpenid), livingPerson(store, byUnionid)]);
    const known = ofUnionid ?? ofOpenid;
    const absorbed = ofOpenid !== undefined && ofOpenid.personId !== known?.personId ? ofOpenid : undefined;
    const leads = (record: StoredItem | undefined): boolean => known !== undefined && record?.["personId"] === known.personId;
    const isNamed = leads(byOpenid) && known?.openids[command.via] === identity.openid;
    const isUnited = identity.unionid === undefined || (leads(byUnionid) && known?.unionid === identity.unionid);
    if (known !== undefined && absorbed === undefined && isNamed && isUnited && (agreed === undefined || known.agreedVersion === agreed)) return known;
    const now = clock.now();
    const personId = known?.personId ?? `p${deps.ids.next()}`;
    const person: PersonItem = {
      createdAt: now,
      ...(absorbed === undefined ? {} : bindingPart(absorbed)),
      ...known,
      ...personKey(personId),
      personId,
      openids: { ...absorbed?.openids, ...known?.openids, [command.via]: identity.openid },
      ...(identity.unionid === undefined ? {} : { unionid: identity.unionid }),
      ...(agreed === undefined || known?.agreedVersion === agreed ? {} : { agreedVersion: agreed, agreedAt: now }),
      version: (known?.version ?? 0) + 1,
    };
    const writes: Write[] = [
      { kind: "put", tag: "person", item: person, condition: known === undefined ? absent : versionIs(known.version) },
      ...(leads(byOpenid) ? [] : [keyWrite("openid", openid, personId, byOpenid)]),
      ...(identity.unionid === undefined || leads(byUnionid) ? [] : [keyWrite("unionid", unionidKey(identity.unionid), personId, byUnionid)]),
      ...(agreed === undefined || known?.agreedVersion === agreed ? [] : [consentWrite(personId, agreed, now)]),
      ...(absorbed === undefined ? [] : await mergeWrites(deps, absorbed, person, [openid.pk])),
    ];
    if ((await store.transact(writes)).committed) return person;
  }
  return undefined;
}

/** Whom a key leads to; nobody when they were forgotten, so that who comes back is somebody new. */
async function livingPerson(store: Store, record: StoredItem | undefined): Promise<PersonItem | undefined> {
  const personId = record?.["personId"];
  const person = typeof personId === "string" ? await survivingPerson(store, personId) : undefined;
  return person?.forgottenAt === undefined ? person : undefined;
}

function keyWrite(tag: string, key: ItemKey, personId: string, before: StoredItem | undefined): Write {
  return { kind: "put", tag, item: { ...key, personId }, condition: before === undefined ? absent : equals("personId", String(before["personId"])) };
}

/** What else leads to the absorbed person leads to the survivor from now on; the job moves their records. */
async function mergeWrites(deps: SessionDeps, absorbed: PersonItem, into: PersonItem, written: readonly string[]): Promise<Write[]> {
  const bound = staffBindingOf(absorbed);
  const account = bound === undefined || staffBindingOf(into)?.username !== bound.username ? undefined : await getAccount(deps.store, bound.username);
  const others = WECHAT_APPS.flatMap((app) => (absorbed.openids[app] === undefined ? [] : [openidKey(app, absorbed.openids[app])]));
  const job = newPersonJob({ jobId: deps.newToken(), kind: "MERGE", personId: absorbed.personId, into: into.personId, askedAt: deps.clock.now() });
  return [
    {
      kind: "update",
      tag: "absorbed",
      key: personKey(absorbed.personId),
      set: { mergedInto: into.personId },
      remove: ["staffUsername", "staffCredentialEpoch"],
      add: { version: 1 },
      condition: versionIs(absorbed.version),
    },
    ...others.filter(({ pk }) => !written.includes(pk)).map((key): Write => ({ kind: "put", tag: `key ${key.pk}`, item: { ...key, personId: into.personId } })),
    ...(account?.["staffPersonId"] === absorbed.personId ? [nextVersionOf(account, { staffPersonId: into.personId })] : []),
    { kind: "put", tag: "job", item: job, condition: absent },
  ];
}

/** A binding goes along, unless the survivor has one. */
function bindingPart(person: PersonItem): Partial<PersonItem> {
  const { staffUsername, staffCredentialEpoch } = person as { staffUsername?: string; staffCredentialEpoch?: number };
  return staffUsername === undefined ? {} : { staffUsername, ...(staffCredentialEpoch === undefined ? {} : { staffCredentialEpoch }) };
}
