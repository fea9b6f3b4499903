import fc from "fast-check";
import { permissionsOf, type Grant } from "@app/contract/kernel/actor";
import { routeList } from "@app/contract/routes";
import type { Route } from "@app/contract/kernel/route";
import { goodUrl, faultsOf, spoiltBody, spoiltUrl, arbitraryOf, ask, type RawAnswer } from "../../testing/routeRequests";
import { grantAt, startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { aFacility, aSlot, BAISHAMEN_PATH, hongsha, putItems } from "../../testing/visitBuilders";

const RUNS_SPOILT = 40;
const RUNS_GOOD = 12;
/** Whoever is turned away before anything is read gets one answer, whatever they ask. */
const RUNS_TURNED_AWAY = 4;
/** Fixed, so that a failing run fails the same way again. */
const SEED = 20260307;

const WHO = {
  anonymous: undefined,
  visitor: { personId: "p-lin" },
  "facility admin": { personId: "p-wang", grants: [grantAt("FACILITY_ADMIN", BAISHAMEN_PATH)], name: "王芳" },
  "platform admin": { grants: [grantAt("PLATFORM_ADMIN", "CN")], name: "平台" },
} as const;

const logged: string[] = [];
let test: TestProduct;
let asked = 0;
beforeAll(async () => {
  const record = (message: string, facts?: Readonly<Record<string, unknown>>): void =>
    void logged.push(`${message} ${String(facts?.["route"])} ${String(facts?.["error"])}`);
  test = await startTestProduct({ log: { info: () => undefined, warn: record, error: record } });
  await putItems(test.store, [aFacility(), hongsha(), aSlot(), aSlot({ facility: hongsha() })]);
});
afterAll(() => test.stop());

async function headersOf(who: keyof typeof WHO): Promise<Record<string, string>> {
  const person = WHO[who];
  return person === undefined ? {} : { authorization: `Bearer ${await test.token(person)}` };
}

/** Whether what they ask is parsed at all: a route that needs a session or a permission looks at those first. */
function isReadOf(who: keyof typeof WHO, { access }: Route): boolean {
  if (access === "PUBLIC") return true;
  const person = WHO[who];
  if (typeof access !== "object") return person !== undefined;
  const grants: readonly Grant[] = person !== undefined && "grants" in person ? person.grants : [];
  return grants.some((grant) => permissionsOf(grant).includes(access.permission));
}

function send(route: Route, url: string, headers: Record<string, string>, body: unknown): Promise<RawAnswer> {
  asked += 1;
  return ask(test, {
    method: route.method,
    url,
    headers: body === undefined ? headers : { ...headers, "content-type": "application/json" },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
}

describe.each(Object.keys(WHO) as (keyof typeof WHO)[])("R11 T40 as %s", (who) => {
  it.each(routeList.map((route) => [route.id, route] as const))("%s refuses what does not fit and never breaks", async (_, route) => {
    const headers = await headersOf(who);
    const isRead = isReadOf(who, route);
    await fc.assert(
      fc.asyncProperty(spoiltUrl(route), spoiltBody(route), async (url, body) => {
        expect(faultsOf(await send(route, url, headers, body))).toEqual([]);
      }),
      { seed: SEED, numRuns: isRead ? RUNS_SPOILT : RUNS_TURNED_AWAY },
    );
    await fc.assert(
      fc.asyncProperty(goodUrl(route), route.body === undefined ? fc.constant(undefined) : arbitraryOf(route.body), async (url, body) => {
        const answer = await send(route, url, headers, body);
        expect(faultsOf(answer)).toEqual([]);
        if (!isRead) expect([401, 403]).toContain(answer.status);
      }),
      { seed: SEED, numRuns: isRead ? RUNS_GOOD : RUNS_TURNED_AWAY },
    );
  });
});

it("was asked thousands of times and had nothing to log", () => {
  expect(asked).toBeGreaterThanOrEqual(4000);
  expect(logged).toEqual([]);
});
