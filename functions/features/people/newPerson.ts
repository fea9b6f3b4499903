import type { AccountId } from "@app/contract/kernel/ids";
import type { CommandContext, Decision } from "../../engines/commands/runCommand";
import type { KernelRefusal } from "@app/contract/kernel/errors";
import { ok, refuse, type Result } from "@app/contract/kernel/result";
import type { CreateOfficePerson } from "@app/contract/people/officePerson.schema";
import type { PeopleRefusal } from "@app/contract/people/people.errors";
import { absent, type Store, type Write } from "../../engines/store/storePort";
import { accountPosts, takePostsWrites } from "../organizations/public";
import { accountItem, getAccount, getAccountByPhone, itemsOfAccount, type AccountItem } from "../sessions/public";
import { findChosenPosts, PLACES_MAX } from "./chosenPosts";
import { givenPart, type GivenPassword } from "./oneTimePassword";
import { personEvent, postsText } from "./personEvents";

export type PersonData = Omit<CreateOfficePerson, "requestId">;
type Refusal = PeopleRefusal | KernelRefusal;

const ACCOUNT_TAG = "new account";
const PHONE_TAG = "new phone";

/**
 * An account without a password: the person logs in by a code to their phone and chooses one, so that nobody else ever knows it. Where no code can be sent it has the
 * given one, which its holder replaces at once. User name and phone are refused
 * before anything is written when they are taken; whoever takes them in the same moment is found by the conditions.
 */
export async function decideNewPerson(
  store: Store,
  { actor, newId }: CommandContext,
  data: PersonData,
  given?: Pick<GivenPassword, "hash">,
): Promise<Result<Decision<AccountItem, Refusal>, Refusal>> {
  const [byUsername, byPhone, posts] = await Promise.all([
    getAccount(store, data.username),
    getAccountByPhone(store, data.phone),
    findChosenPosts(store, actor, data.posts),
  ]);
  if (byUsername !== undefined) return refuse({ code: "USERNAME_TAKEN" });
  if (byPhone !== undefined) return refuse({ code: "PHONE_TAKEN" });
  if (!posts.ok) return posts;
  const held = accountPosts({ grants: [], posts: [] }, { take: posts.value, leave: [] });
  if (held.grants.length > PLACES_MAX) return refuse({ code: "POSTS_TOO_WIDE" });
  const account: AccountItem = {
    ...accountItem({
      accountId: `acc-${newId()}` as AccountId,
      username: data.username,
      displayName: data.name,
      passwordHash: "",
      phone: data.phone,
      landline: data.landline,
      email: data.email,
      ...held,
    }),
    ...(given === undefined ? {} : givenPart(given)),
  };
  const [profile, ...others] = itemsOfAccount(account);
  const created = { ...account, version: 0 };
  return ok({
    writes: [
      { kind: "put", tag: ACCOUNT_TAG, item: profile as AccountItem, condition: absent },
      ...others.map((item, index): Write =>
        item.pk.startsWith("ACCOUNT_PHONE#") ? { kind: "put", tag: PHONE_TAG, item, condition: absent } : { kind: "put", tag: `place ${index}`, item },
      ),
      ...takePostsWrites(account, posts.value),
    ],
    events: [personEvent(created, "ACCOUNT_CREATED", { orgName: account.grants[0]?.orgName ?? "", said: `岗位：${postsText(account.posts)}` })],
    answer: account,
    explain: (failed) => (failed.includes(ACCOUNT_TAG) ? { code: "USERNAME_TAKEN" } : failed.includes(PHONE_TAG) ? { code: "PHONE_TAKEN" } : undefined),
  });
}
