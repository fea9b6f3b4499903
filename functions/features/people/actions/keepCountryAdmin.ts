import { COUNTRY_PATH } from "@app/contract/organizations/orgPath";
import type { Actor } from "@app/contract/kernel/actor";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import type { AccountId } from "@app/contract/kernel/ids";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { PeopleRefusal } from "@app/contract/people/people.errors";
import { runCommand, type CommandContext, type CommandEngine, type Decision } from "../../../engines/commands/runCommand";
import { absent, type Store, type Write } from "../../../engines/store/storePort";
import { accountPosts, builtInRole, countryAdmins, listPosts, newOrganization, organizationsAt, type PostInPlace } from "../../organizations/public";
import {
  accountItem,
  changeAccountWrites,
  forgiveFailures,
  getAccount,
  getAccountByPhone,
  itemsOfAccount,
  nextSessionEpoch,
  type AccountItem,
} from "../../sessions/public";
import { decideNewPerson } from "../newPerson";
import { givenPart } from "../oneTimePassword";
import { personEvent } from "../personEvents";

/**
 * The first platform admin and the way back for a locked-out one. Whoever may write to the machine's files or the cloud's table could change any record there, so they
 * are asked no right; what they do goes through the engine nevertheless and stands in the audit trail under their name.
 */
export interface NewCountryAdmin {
  readonly username: string;
  readonly name: string;
  readonly phone: string;
  readonly passwordHash: string;
  /** Of the country's own office, when there is none yet; it may be renamed later. */
  readonly officeName: string;
  /** One more, although there is one. */
  readonly isAnother: boolean;
}
export type CountryAdminRefusal =
  PeopleRefusal | KernelRefusal | { readonly code: "ADMIN_EXISTS"; readonly usernames: readonly string[] } | { readonly code: "NOT_AN_ADMIN" };
type Decided = Result<Decision<{ readonly username: string }, CountryAdminRefusal>, CountryAdminRefusal>;

/** Who stands at the machine, for the audit trail. */
export function serverOperator(name: string): Actor {
  return {
    kind: "USER",
    id: "server-operator",
    name,
    accountId: "server-operator",
    grants: [{ role: "PLATFORM_ADMIN", orgPath: COUNTRY_PATH }],
  };
}

export function createCountryAdmin(
  engine: CommandEngine,
  actor: Actor,
  wanted: NewCountryAdmin,
): Promise<Result<{ readonly username: string }, CountryAdminRefusal>> {
  return runCommand<{ readonly username: string }, CountryAdminRefusal>(engine, {
    actor,
    requestId: undefined,
    command: "createCountryAdmin",
    asked: undefined,
    decide: async (context) => {
      const admins = await countryAdmins(engine.store);
      if (admins.length > 0 && !wanted.isAnother) return refuse({ code: "ADMIN_EXISTS", usernames: admins.map(({ username }) => username) });
      const post = await adminPost(engine.store);
      return post === undefined ? decideWithOffice(engine.store, context, wanted) : decideInOffice(engine.store, context, wanted, post);
    },
  });
}

/** A new password to be replaced at once, no second step, no lock; what was open under the old ones is over (promise R13). */
export function recoverCountryAdmin(
  engine: CommandEngine,
  actor: Actor,
  { username, passwordHash }: Pick<NewCountryAdmin, "username" | "passwordHash">,
): Promise<Result<{ readonly username: string }, CountryAdminRefusal>> {
  return runCommand<{ readonly username: string }, CountryAdminRefusal>(engine, {
    actor,
    requestId: undefined,
    command: "recoverCountryAdmin",
    asked: undefined,
    decide: async () => {
      const account = await getAccount(engine.store, username);
      if (account === undefined) return refuse({ code: "NOT_FOUND", what: "个账号" });
      // Everybody else is helped by an admin, who is in reach of whoever stands at the machine.
      if (!account.grants.some(({ role, orgPath }) => role === "PLATFORM_ADMIN" && orgPath === COUNTRY_PATH)) return refuse({ code: "NOT_AN_ADMIN" });
      const set = {
        ...givenPart({ hash: passwordHash }),
        status: "ACTIVE",
        credentialEpoch: account.credentialEpoch + 1,
        sessionEpoch: nextSessionEpoch(account),
      };
      return ok({
        writes: [...changeAccountWrites(account, set as never, ["staffPersonId", "secondStep"]), forgiveFailures(username)],
        events: [personEvent(account, "ACCOUNT_RECOVERED", { said: "在服务器上重设密码，并关闭两步登录" })],
        answer: { username },
      });
    },
  });
}

/** The post that makes a platform admin, if the country's office has one. */
async function adminPost(store: Store): Promise<PostInPlace | undefined> {
  for (const organization of await organizationsAt(store, COUNTRY_PATH)) {
    if (organization.kind !== "BUREAU" || organization.status !== "ACTIVE") continue;
    const posts = await listPosts(store, organization.organizationId);
    const post = posts.find(({ roleIds, scope }) => scope.regions.length === 0 && roleIds.some((roleId) => builtInRole(roleId) === "PLATFORM_ADMIN"));
    if (post !== undefined) return { organization, post };
  }
  return undefined;
}

async function decideInOffice(store: Store, context: CommandContext, wanted: NewCountryAdmin, { organization, post }: PostInPlace): Promise<Decided> {
  const { username, name, phone, passwordHash } = wanted;
  const posts = [{ organizationId: organization.organizationId, postId: post.postId }] as never;
  const decided = await decideNewPerson(store, context, { username, name, phone, landline: "", email: "", posts }, { hash: passwordHash });
  return decided.ok ? ok({ ...decided.value, answer: { username } }) : decided;
}

/** The country's office and its admin in one transaction: neither is of use alone. */
async function decideWithOffice(store: Store, { actor, now, newId }: CommandContext, wanted: NewCountryAdmin): Promise<Decided> {
  const { username, name, phone, passwordHash, officeName } = wanted;
  const [byUsername, byPhone] = await Promise.all([getAccount(store, username), getAccountByPhone(store, phone)]);
  if (byUsername !== undefined) return refuse({ code: "USERNAME_TAKEN" });
  if (byPhone !== undefined) return refuse({ code: "PHONE_TAKEN" });
  const accountId = `acc-${newId()}` as AccountId;
  const organization = {
    organizationId: "org-country",
    kind: "BUREAU" as const,
    orgPath: COUNTRY_PATH,
    name: officeName,
    parentId: "",
    address: "",
    phone: "",
    principalName: "",
    principalPhone: "",
    email: "",
    jurisdiction: { regions: [], categories: [] },
  };
  const office = await newOrganization(store, { organization, by: actor, now, firstHolder: { accountId, username, role: "PLATFORM_ADMIN" } });
  const held = accountPosts({ grants: [], posts: [] }, { take: office.posts.map((post) => ({ organization: office.organization, post })), leave: [] });
  const account: AccountItem = {
    ...accountItem({ accountId, username, displayName: name, phone, ...held, passwordHash }),
    ...givenPart({ hash: passwordHash }),
  };
  const items = itemsOfAccount(account).map((item, index): Write => ({ kind: "put", tag: `account ${index}`, item, condition: absent }));
  return ok({
    writes: [...office.writes, ...items],
    events: [office.event, personEvent({ ...account, version: 0 }, "ACCOUNT_CREATED", { orgName: officeName, said: "在服务器上设立的平台管理员" })],
    answer: { username },
  });
}
