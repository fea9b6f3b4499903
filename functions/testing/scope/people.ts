import fc from "fast-check";
import type { OrgPath } from "@app/contract/organizations/orgPath";
import { PERMISSIONS, ROLE_PERMISSIONS, ROLES, type Permission, type Role } from "@app/contract/organizations/roles";
import { FACILITY_CATEGORIES } from "@app/contract/visits/facility.schema";
import type { ScannableStore, StoredItem } from "../../engines/store/storePort";
import { grantsOfPost } from "../../features/organizations/grantsOfPost";
import { personKey } from "../../features/sessions/personRepository";
import { sessionItem } from "../../features/sessions/sessionRepository";
import { aPost, aRole } from "../organizationBuilders";
import { liesIn, type PostFacts, type Somebody } from "./oracle";
import { anAccountAt, OFFICES, write, type SeededAccount, type World } from "./world";

/** Somebody who asks, as the oracle knows them and as the product does. */
export interface Asker extends Somebody {
  readonly token: string;
  /** Absent on a visitor. */
  readonly account?: SeededAccount;
  readonly isDisabled: boolean;
  /** For a failing test: 「CITY_ADMIN @ CN/46/4601 [WASTE]」 */
  readonly described: string;
}

type BuiltIn = Exclude<Role, "CUSTOM">;
interface PostDrawn {
  readonly place: string;
  readonly roles: readonly (BuiltIn | readonly Permission[])[];
  readonly regions: readonly string[];
  readonly categories: readonly string[];
}
interface PersonDrawn {
  readonly posts: readonly PostDrawn[];
  /** Of a session that works in one post: which. */
  readonly chosen: number | null;
  readonly isDisabled: boolean;
  readonly client: "OFFICE" | "PHONE";
}

const BUILT_IN = ROLES.filter((role): role is BuiltIn => role !== "CUSTOM");

function postArbitrary(world: World): fc.Arbitrary<PostDrawn> {
  const places = [...OFFICES, ...world.units.map(({ path }) => path)];
  const role = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<BuiltIn>(...BUILT_IN) },
    { weight: 1, arbitrary: fc.constantFrom<BuiltIn>("CITY_ADMIN", "PROVINCE_ADMIN", "FACILITY_ADMIN") },
    { weight: 2, arbitrary: fc.subarray([...PERMISSIONS], { minLength: 1 }) },
  );
  return fc.oneof(fc.constantFrom(...OFFICES), fc.constantFrom(...places)).chain((place) => {
    const below = places.filter((path) => path !== place && liesIn(place, path));
    return fc.record({
      place: fc.constant(place),
      roles: fc.array(role, { minLength: 1, maxLength: 2 }),
      regions: below.length === 0 ? fc.constant([]) : fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...below), { minLength: 1, maxLength: 3 })),
      categories: fc.oneof(fc.constant([]), fc.subarray([...FACILITY_CATEGORIES], { minLength: 1, maxLength: 2 })),
    });
  });
}

function personArbitrary(world: World): fc.Arbitrary<PersonDrawn> {
  return fc.record({
    posts: fc.array(postArbitrary(world), { minLength: 0, maxLength: 3 }),
    chosen: fc.option(fc.nat(2), { freq: 3 }),
    isDisabled: fc.oneof({ weight: 15, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    client: fc.oneof({ weight: 5, arbitrary: fc.constant("OFFICE" as const) }, { weight: 1, arbitrary: fc.constant("PHONE" as const) }),
  });
}

/** The same people for the same seed. */
export async function seedPeople(store: ScannableStore, world: World, asked: { readonly seed: number; readonly count: number }): Promise<Asker[]> {
  const drawn = fc.sample(personArbitrary(world), { seed: asked.seed, numRuns: asked.count });
  const made = drawn.map((person, index) => makePerson(world, person, index));
  const visitors = world.units.slice(0, 6).map(({ number }) => visitor(number));
  await write(
    store,
    [...made, ...visitors].flatMap(({ items }) => items.map((item) => ({ kind: "put", tag: "", item }) as const)),
  );
  return [...made, ...visitors].map(({ asker }) => asker);
}

function makePerson(world: World, person: PersonDrawn, index: number): { asker: Asker; items: StoredItem[] } {
  const items: StoredItem[] = [];
  const posts = person.posts.map((post, position) => {
    const organizationId = world.organizations.find(({ office, unit }) => (unit?.path ?? office) === post.place)?.id ?? "";
    const postId = `post-${index}-${position}`;
    const roleIds = post.roles.map((role, number) => {
      if (typeof role === "string") return role;
      const roleId = `role-${index}-${position}-${number}`;
      items.push(aRole({ roleId, name: `角色${roleId}`, permissions: [...role] }));
      return roleId;
    });
    const item = aPost({
      organizationId,
      postId,
      name: `岗位${postId}`,
      roleIds,
      scope: { regions: post.regions as OrgPath[], categories: [...post.categories] },
    });
    items.push(item);
    const place = { organizationId, name: `机构${index}`, orgPath: post.place as OrgPath, status: "ACTIVE" } as const;
    return { facts: factsOf(post), grants: grantsOfPost(place, item), held: { postId, postName: item.name, organizationId, orgName: place.name } };
  });
  const chosen = person.chosen === null ? undefined : posts[person.chosen];
  const seeded = anAccountAt(
    world,
    posts.flatMap(({ grants }) => grants),
    { isDisabled: person.isDisabled, places: person.posts.map(({ place }) => place), posts: posts.map(({ held }) => held) },
  );
  const { account } = seeded;
  const isOnPhone = person.client === "PHONE";
  const personId = isOnPhone ? `person-staff-${index}` : undefined;
  const token = tokenOf(`staff${index}`);
  if (personId !== undefined)
    items.push({ ...personKey(personId), personId, openids: {}, staffUsername: account.username, staffCredentialEpoch: 1, version: 1 });
  items.push(
    sessionItem(token, {
      audience: isOnPhone ? "MINIPROGRAM" : "BACK_OFFICE",
      name: account.username,
      personId,
      accountId: account.accountId,
      username: account.username,
      phone: undefined,
      grants: account.grants,
      credentialEpoch: 1,
      sessionEpoch: 1,
      postId: chosen?.held.postId,
      expiresAt: "2027-01-01T00:00:00.000+08:00" as never,
    }),
  );
  const inForce = person.isDisabled ? [] : chosen === undefined ? posts : [chosen];
  const described = [
    ...(person.isDisabled ? ["disabled"] : []),
    ...(isOnPhone ? ["on a phone"] : []),
    ...(chosen === undefined ? [] : ["in one post of several"]),
    ...inForce.map(
      ({ facts, grants }) => `${grants.map(({ role }) => role).join("+") || "nothing"} @ ${facts.regions.join(" ")} [${facts.categories.join(" ")}]`,
    ),
  ].join("; ");
  const asker: Asker = { posts: inForce.map(({ facts }) => facts), isOnPhone, personId, token, account, isDisabled: person.isDisabled, described };
  return { asker, items: [...items, ...seeded.items] };
}

/** What a post comes to, told without the product: its regions, or the whole of its organisation. */
function factsOf(post: PostDrawn): PostFacts {
  return {
    permissions: post.roles.flatMap((role) => (typeof role === "string" ? ROLE_PERMISSIONS[role] : role)),
    regions: post.regions.length === 0 ? [post.place] : post.regions,
    categories: post.categories,
  };
}

/** The booker of a facility's bookings. */
function visitor(number: string): { asker: Asker; items: StoredItem[] } {
  const personId = `person-${number}`;
  const token = tokenOf(`visitor${number}`);
  const session = sessionItem(token, {
    audience: "MINIPROGRAM",
    name: "微信用户",
    personId,
    accountId: undefined,
    username: undefined,
    phone: undefined,
    grants: [],
    expiresAt: "2027-01-01T00:00:00.000+08:00" as never,
  });
  const asker: Asker = { posts: [], isOnPhone: true, personId, token, isDisabled: false, described: `the booker of zf${number}z` };
  return { asker, items: [session, { ...personKey(personId), personId, openids: {}, version: 1 }] };
}

const tokenOf = (name: string): string => `scope-${name}-`.padEnd(40, "x");
