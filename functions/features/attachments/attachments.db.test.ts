import { phonePhoto, uploadPhoto } from "../../testing/photos";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";

let test: TestProduct;
beforeAll(async () => {
  test = await startTestProduct();
});
afterAll(() => test.stop());

it("R14 a phone's photo is READY upright, with links that show it; what the camera wrote stays in the record", async () => {
  const lin = await test.as({ personId: "p-lin" });
  const uploaded = await uploadPhoto(lin, test.baseUrl, await phonePhoto());
  if (!uploaded.ok) throw new Error(uploaded.refusal.message);
  const { attachmentId, photo, ...rest } = uploaded.value;
  expect(rest).toEqual({ purpose: "TEAM_VISIT_PHOTO", status: "READY", fileName: "photo.jpg", widthPx: 480, heightPx: 640 });
  expect((await fetch(test.baseUrl + String(photo?.url))).status).toBe(200);
  expect(await test.store.get({ pk: `ATTACHMENT#${attachmentId}`, sk: "STATE" })).toMatchObject({
    status: "READY",
    takenAt: "2026-03-06T14:32:10",
    place: { latitude: 20.079722, longitude: 110.318333 },
  });
});
