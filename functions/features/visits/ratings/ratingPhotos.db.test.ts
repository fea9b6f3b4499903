import type { ApiClient } from "@app/contract/kernel/apiClient";
import type { AttachmentId, BookingId } from "@app/contract/kernel/ids";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { createSharpPictures } from "../../../platform/pictures/sharpPictures";
import { phonePhoto, uploadPhoto } from "../../../testing/photos";
import { grantAt, NOW, startTestProduct, type TestProduct } from "../../../testing/startTestProduct";
import { confirmedBooking, enter, eventCounts, onDay, refusalOf, requestId, valueOf } from "../../../testing/visitActs";
import { aFacility, aSlot, BAISHAMEN, putItems } from "../../../testing/visitBuilders";
import { photoCovers } from "../../attachments/public";
import { fileKeysOf } from "../../attachments/attachmentFiles";
import { getAttachmentItem } from "../../attachments/attachmentRepository";
import { moderateRating } from "./moderateRating";
import { redactPhoto } from "./redactPhoto";
import { getRatingItem } from "./ratingRepository";

const SLOT = aSlot({ date: "2026-03-14", capacityHeads: 200 });
const PARTS = [{ left: 0.25, top: 0.25, width: 0.5, height: 0.25 }];

let test: TestProduct;
let author: ApiClient;
let bookingId: BookingId;
beforeEach(async () => {
  test = await startTestProduct();
  await putItems(test.store, [aFacility(), SLOT]);
  author = await test.as({ personId: "p-1" });
  bookingId = await visited("p-1");
});
afterEach(() => test.stop());

async function visited(personId: string): Promise<BookingId> {
  test.clock.set(NOW);
  const { booking, code } = await confirmedBooking(test, SLOT, { personId });
  test.clock.set(onDay("2026-03-14", "09:20:00.000"));
  await valueOf(enter(test, booking, { code, heads: 1 }));
  return booking.bookingId;
}
const upload = async (by: ApiClient, purpose: "RATING_PHOTO" | "TEAM_VISIT_PHOTO" = "RATING_PHOTO"): Promise<AttachmentId> =>
  (await valueOf(uploadPhoto(by, test.baseUrl, await phonePhoto({ width: 320, height: 240 }), { purpose }))).attachmentId;
const rate = (by: ApiClient, visit: BookingId, photoIds: readonly AttachmentId[]) =>
  by.call(ratingRoutes.rateVisit, { params: { bookingId: visit }, body: { requestId: requestId(), stars: 4, comment: "讲解很清楚", photoIds: [...photoIds] } });
const boundTo = async (id: AttachmentId) => (await getAttachmentItem(test.store, id))?.boundTo;
const hasFile = async (id: AttachmentId) => (await test.files.read(fileKeysOf(id).public)) !== undefined;

describe("M18 M19 pictures of a rating", () => {
  it("belong to it from the command that names them; one that it no longer names is free again and goes after seven days", async () => {
    const [first, second] = [await upload(author), await upload(author)];
    await valueOf(rate(author, bookingId, [first, second]));
    expect([await boundTo(first), await boundTo(second)]).toEqual([`rating#${bookingId}`, `rating#${bookingId}`]);
    await valueOf(rate(author, bookingId, [second]));
    expect([await boundTo(first), await boundTo(second)]).toEqual([undefined, `rating#${bookingId}`]);
    // Named again in time, it is the rating's once more.
    await valueOf(rate(author, bookingId, [second, first]));
    expect(await boundTo(first)).toBe(`rating#${bookingId}`);
    await valueOf(rate(author, bookingId, [second]));
    test.clock.set(onDay("2026-03-22", "09:20:00.000"));
    await test.settle();
    expect([await hasFile(first), await hasFile(second)]).toEqual([false, true]);
    expect(await getAttachmentItem(test.store, first)).toBeUndefined();
  });

  it("are nobody else's: another's, one of another case, one for something else and one that is not there are refused, and nothing is bound", async () => {
    const other = await test.as({ personId: "p-2" });
    const theirVisit = await visited("p-2");
    const [own, theirs, inUse, otherPurpose] = [await upload(author), await upload(other), await upload(author), await upload(author, "TEAM_VISIT_PHOTO")];
    await valueOf(rate(author, bookingId, [inUse]));
    const mine = await visited("p-1b");
    const again = await test.as({ personId: "p-1b" });
    expect((await refusalOf(rate(again, mine, [inUse]))).code).toBe("PHOTO_GONE");
    expect((await refusalOf(rate(author, bookingId, [inUse, theirs]))).code).toBe("PHOTO_GONE");
    expect((await refusalOf(rate(other, theirVisit, [own]))).code).toBe("PHOTO_GONE");
    expect((await refusalOf(rate(author, bookingId, [inUse, otherPurpose]))).code).toBe("PHOTO_PURPOSE_WRONG");
    expect((await refusalOf(rate(author, bookingId, [inUse, "01NOSUCHPHOTO0000000" as AttachmentId]))).code).toBe("PHOTO_GONE");
    expect(await Promise.all([own, theirs, otherPurpose].map(boundTo))).toEqual([undefined, undefined, undefined]);
    expect((await getRatingItem(test.store, bookingId))?.photoIds).toEqual([inUse]);
  });

  it("are bound once by two ratings that name them at the same moment", async () => {
    const secondVisit = await visited("p-3");
    const third = await test.as({ personId: "p-3" });
    const photo = await upload(author);
    const answers = await Promise.all([rate(author, bookingId, [photo]), rate(third, secondVisit, [photo])]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it("are cleared after their time by the rule of photos: the file says so, the stars and words stay", async () => {
    const photo = await upload(author);
    await valueOf(rate(author, bookingId, [photo]));
    const before = await test.files.read(fileKeysOf(photo).public);
    test.clock.set(onDay("2029-03-13", "09:20:00.000"));
    await test.product.clearRetained();
    expect((await getAttachmentItem(test.store, photo))?.clearedAt).toBeUndefined();
    test.clock.set(onDay("2029-03-15", "09:20:00.000"));
    await test.product.clearRetained();
    expect(await getAttachmentItem(test.store, photo)).toMatchObject({ clearedAt: test.clock.now(), fileName: "" });
    expect(Buffer.from((await test.files.read(fileKeysOf(photo).public)) ?? []).equals(Buffer.from(before ?? []))).toBe(false);
    expect((await getRatingItem(test.store, bookingId))?.stars).toBe(4);
  });
});

describe("M18 M19 a copy that covers a part", () => {
  const MODERATOR = { kind: "USER", id: "acc-1", accountId: "acc-1", name: "吴海波", grants: [grantAt("CITY_ADMIN", "CN/46/4601")] } as const;
  const filesThere = async () => (await getRatingItem(test.store, bookingId))?.photoIds ?? [];

  it("is not even made for a screen that is behind; one that falls behind while it is made leaves a copy that goes after seven days", async () => {
    const photo = await upload(author);
    await valueOf(rate(author, bookingId, [photo]));
    const { engine } = test.product;
    const made: AttachmentId[] = [];
    const real = photoCovers({ store: test.store, pictures: createSharpPictures(test.files) });
    const version = (await getRatingItem(test.store, bookingId))?.version ?? 0;
    const redact = (seenVersion: number, meanwhile: () => Promise<unknown>) =>
      redactPhoto(
        {
          engine,
          covers: {
            ...real,
            cover: async (task) => {
              made.push(task.to);
              const answer = await real.cover(task);
              await meanwhile();
              return answer;
            },
          },
        },
        { actor: MODERATOR, bookingId, attachmentId: photo, command: { requestId: requestId(), version: seenVersion, parts: PARTS } },
      );
    expect((await refusalOf(redact(version - 1, async () => undefined))).code).toBe("RATING_CHANGED");
    expect(made).toEqual([]);
    const hide = () =>
      moderateRating(engine, { actor: MODERATOR, bookingId, action: "HIDE", command: { requestId: requestId(), version, remark: "含个人信息" } });
    expect((await refusalOf(redact(version, hide))).code).toBe("RATING_CHANGED");
    expect(made).toHaveLength(1);
    const [orphan = "" as AttachmentId] = made;
    expect([await hasFile(orphan), await boundTo(orphan), await filesThere()]).toEqual([true, undefined, [photo]]);
    test.clock.set(onDay("2026-03-22", "09:20:00.000"));
    await test.settle();
    expect([await hasFile(orphan), await getAttachmentItem(test.store, orphan), await hasFile(photo)]).toEqual([false, undefined, true]);
  });

  it("that took its place is the case's and stays", async () => {
    const photo = await upload(author);
    await valueOf(rate(author, bookingId, [photo]));
    const city = await test.as({ grants: [grantAt("CITY_ADMIN", "CN/46/4601")], name: "吴海波" });
    const version = (await getRatingItem(test.store, bookingId))?.version ?? 0;
    const covered = await valueOf(
      city.call(moderationRoutes.redactPhoto, { params: { bookingId, attachmentId: photo }, body: { requestId: requestId(), version, parts: PARTS } }),
    );
    const shown = covered.photos[0]?.attachmentId ?? ("" as AttachmentId);
    expect(await boundTo(shown)).toBe(`rating#${bookingId}`);
    test.clock.set(onDay("2026-04-22", "09:20:00.000"));
    await test.settle();
    expect(await hasFile(shown)).toBe(true);
    expect((await eventCounts(test.store))["ATTACHMENT_REMOVED"]).toBeUndefined();
    // The author sends what they know of: the covered copy stays in its place.
    await valueOf(author.call(ratingRoutes.getMyRating, { params: { bookingId } }));
    expect(await filesThere()).toEqual([shown]);
    expect((await valueOf(test.anonymous().call(ratingRoutes.listFacilityRatings, { params: { facilityId: BAISHAMEN } }))).items).toEqual([]);
  });
});
