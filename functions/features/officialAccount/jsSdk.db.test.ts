import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";

let running: TestProduct;
beforeEach(async () => {
  running = await startTestProduct();
});
afterEach(() => running.stop());
const sign = (url: string) => running.anonymous().call(officialAccountRoutes.getJsSdkSignature, { query: { url } });

test.each([
  ["another site", "https://evil.example/"],
  ["our name in another's address", "http://localhost.8080.evil.example/"],
  ["our name before an @", "http://localhost.8080.evil.example/"],
  ["another port", "http://localhost:8081/"],
])("%s gets no signature", async (_, url) => {
  expect(await sign(url)).toMatchObject({ ok: false, refusal: { status: 422, code: "PAGE_NOT_OURS", fields: [{ path: "query.url" }] } });
});

test("our page is signed, and WeChat away is said with the way out", async () => {
  running.sandbox.faults.inject({ endpoint: "/cgi-bin/ticket/getticket", kind: "500", times: 1 });
  expect(await sign("http://localhost:8080/")).toMatchObject({ ok: false, refusal: { status: 503, code: "WECHAT_UNAVAILABLE" } });
  const signed = await sign("http://localhost:8080/?a=1");
  expect(signed).toMatchObject({ ok: true, value: { appId: running.sandbox.apps.officialAccount.appId, signature: expect.stringMatching(/^[0-9a-f]{40}$/) } });
});
