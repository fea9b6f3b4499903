import sharp from "sharp";
import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { pushPictureResult } from "../../../../infra/local/wechat-sandbox/contentChecks";
import { openidOf } from "../../../../infra/local/wechat-sandbox/people";
import { phonePhoto, uploadPhoto } from "../../../testing/photos";
import { grantAt, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { confirmedBooking, enter, onDay, refusalOf, requestId, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../../testing/visitBuilders";
import { personKey } from "../../sessions/public";
import { getRatingItem } from "./ratingRepository";

const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 200 });
/** Held upright it is 512 wide and 640 high, and each part ends where a block of JPEG does: outside of them nothing has a reason to change. */
const PICTURE = { width: 640, height: 512 };
const PARTS = [
  { left: 0.25, top: 0.25, width: 0.5, height: 0.25 },
  { left: 0.0625, top: 0.75, width: 0.125, height: 0.125 },
];
const NOISE_OF_JPEG = 6;

let test: TestProduct;
let author: ApiClient;
let city: ApiClient;
let bookingId: BookingId;
let photoId: AttachmentId;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  const openid = openidOf(test.sandbox.apps.miniProgram.appId, test.sandbox.people.all[0]?.id ?? "");
  await test.store.transact([{ kind: "put", tag: "person", item: { ...personKey("p-1"), personId: "p-1", openids: { MINIPROGRAM: openid }, version: 1 } }]);
  author = await test.as({ personId: "p-1" });
  city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
  const { booking, code } = await confirmedBooking(test, SLOT, { personId: "p-1" });
  bookingId = booking.bookingId;
  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 1 }));
  ({ attachmentId: photoId } = await valueOf(uploadPhoto(author, test.baseUrl, await phonePhoto(PICTURE), { purpose: "RATING_PHOTO" })));
  await valueOf(
    author.call(ratingRoutes.rateVisit, {
      params: { bookingId },
      body: { requestId: requestId(), stars: 4, comment: "讲解很清楚", photoIds: [photoId] },
    }),
  );
  await test.settle();
  const traceId = (await ratingNow()).check?.pictures[photoId]?.traceId ?? "gone";
  expect(await pushPictureResult(test.sandbox, { traceId, openid }, { suggest: "review", label: 21000 })).toBe(200);
  expect(await ratingNow()).toMatchObject({ status: "PENDING", holds: [{ kind: "PICTURE", position: 1 }] });
});
afterEach(() => test.stop());

const ratingNow = async () => {
  const rating = await getRatingItem(test.store, bookingId);
  if (rating === undefined) throw new Error("no rating");
  return rating;
};
const pixelsOf = async (url: string) => {
  const answer = await fetch(new URL(url, test.baseUrl));
  if (!answer.ok) throw new Error(`the picture answered ${answer.status}`);
  return sharp(Buffer.from(await answer.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
};
const redact = (by: ApiClient, body: { requestId: string; version: number; parts: typeof PARTS }) =>
  by.call(moderationRoutes.redactPhoto, { params: { bookingId, attachmentId: photoId }, body });
const publishedPhotos = async () => {
  const list = await valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN } }));
  return list.items.flatMap(({ photos }) => photos);
};

it("M18 R14 the copy that the public sees is black inside the rectangles and as it was outside; what it was made of is for moderators alone", async () => {
  const [before] = (await valueOf(city.call(moderationRoutes.getContent, { params: { bookingId } }))).photos;
  const { version } = await ratingNow();
  await valueOf(redact(city, { requestId: requestId(), version, parts: PARTS }));
  expect(await publishedPhotos()).toEqual([]);
  await valueOf(city.call(moderationRoutes.passContent, { params: { bookingId }, body: { requestId: requestId(), version: version + 1 } }));

  const [shown] = await publishedPhotos();
  const [was, is] = [await pixelsOf(before?.url ?? ""), await pixelsOf(shown?.url ?? "")];
  expect([is.info.width, is.info.height]).toEqual([512, 640]);
  const wrong: string[] = [];
  for (let y = 0; y < 640; y += 1)
    for (let x = 0; x < 512; x += 1) {
      const isCovered = PARTS.some(
        (part) => x >= part.left * 512 && x < (part.left + part.width) * 512 && y >= part.top * 640 && y < (part.top + part.height) * 640,
      );
      const wanted = isCovered ? [0, 0, 0] : [...was.data.subarray((y * 512 + x) * 3, (y * 512 + x) * 3 + 3)];
      const found = [...is.data.subarray((y * 512 + x) * 3, (y * 512 + x) * 3 + 3)];
      if (found.some((value, colour) => Math.abs(value - (wanted[colour] ?? 0)) > NOISE_OF_JPEG)) wrong.push(`${x},${y}: ${found.join()} for ${wanted.join()}`);
    }
  expect(wrong.slice(0, 3)).toEqual([]);
  const small = await pixelsOf(shown?.thumbnailUrl ?? "");
  const middle = (Math.round(small.info.height * 0.375) * small.info.width + Math.round(small.info.width / 2)) * 3;
  expect(Math.max(...small.data.subarray(middle, middle + 3))).toBeLessThan(NOISE_OF_JPEG);

  const detail = await valueOf(city.call(moderationRoutes.getContent, { params: { bookingId } }));
  expect(detail.redacted.map(({ shown: copy, original, byName }) => [copy, original.attachmentId, byName])).toEqual([[shown?.attachmentId, photoId, "吴海波"]]);
  expect((await pixelsOf(detail.redacted[0]?.original.url ?? "")).data.equals(was.data)).toBe(true);
  expect(detail.photoFacts[0]?.takenAt).toBe("2026-03-06T14:32:10");
  const ofAuthor = await valueOf(author.call(ratingRoutes.getMyRating, { params: { bookingId } }));
  expect(JSON.stringify([ofAuthor, await publishedPhotos()])).not.toContain(photoId);
  const elsewhere = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "邻市" });
  const refused = [author, test.anonymous(), elsewhere].map(
    async (other) => (await refusalOf(other.call(moderationRoutes.getContent, { params: { bookingId } }))).code,
  );
  expect(await Promise.all(refused)).toEqual(["FORBIDDEN", "SESSION_MISSING", "NOT_FOUND"]);
});

it("M18 R2 the same request twice, at once and later, covers once; another one for what the screen no longer shows is refused", async () => {
  const { version } = await ratingNow();
  const body = { requestId: requestId(), version, parts: PARTS };
  const [first, second] = await Promise.all([valueOf(redact(city, body)), valueOf(redact(city, body))]);
  const later = await valueOf(redact(city, body));
  expect([second, later].map((answer) => answer.photos.map(({ attachmentId }) => attachmentId))).toEqual([
    first.photos.map(({ attachmentId }) => attachmentId),
    first.photos.map(({ attachmentId }) => attachmentId),
  ]);
  expect(await ratingNow()).toMatchObject({ version: version + 1, redactions: [{ original: photoId, shown: first.photos[0]?.attachmentId }] });
  const { history } = await valueOf(city.call(moderationRoutes.getContent, { params: { bookingId } }));
  expect(history.filter(({ label }) => label === "遮挡照片").map(({ remark }) => remark)).toEqual(["遮挡 2 处"]);
  expect((await refusalOf(redact(city, { ...body, requestId: requestId() }))).code).toBe("NOT_FOUND");
});

it("M18 a stale screen and somebody from elsewhere cover nothing", async () => {
  const { version } = await ratingNow();
  expect((await refusalOf(redact(city, { requestId: requestId(), version: version - 1, parts: PARTS }))).code).toBe("RATING_CHANGED");
  const sanya = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4602")], name: "邻市" });
  expect((await refusalOf(redact(sanya, { requestId: requestId(), version, parts: PARTS }))).code).toBe("NOT_FOUND");
  expect((await ratingNow()).photoIds).toEqual([photoId]);
});
