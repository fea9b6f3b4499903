import type { AttachmentId } from "@app/contract/kernel/ids";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import { contentOf, headsBookedOf, problemsOf, reportOf, type ReportForm } from "./reportForm";

const FILLED: ReportForm = { heads: 30, remark: "", photos: ["photo-0000000000000001" as AttachmentId] };
const booking = (part: Partial<BookingDetail>) => ({ heads: 30, headsEntered: 0, means: "BOOKED", ...part }) as BookingDetail;

test("an empty report says all that is missing at once, in Chinese, each at its field", () => {
  expect(problemsOf({ heads: null, remark: "", photos: [] }, 30)).toEqual([
    { path: "body.heads", message: "请填写参观人数" },
    { path: "body.photos", message: "请至少上传 1 张照片" },
  ]);
});

test.each([
  [30, 30, ""],
  [31, 30, "实到 31 人，比预约的 30 人多，请在「参观情况」里说明。"],
  [31, undefined, ""],
] as const)("%s came, %s had booked: %s", (heads, headsBooked, said) => {
  expect(problemsOf({ ...FILLED, heads }, headsBooked)).toEqual(said === "" ? [] : [{ path: "body.remark", message: said }]);
  expect(problemsOf({ ...FILLED, heads, remark: "多来一位老师" }, headsBooked)).toEqual([]);
});

test("nobody had booked what was back-filled; what was booked stays known after a report with other heads", () => {
  expect(headsBookedOf(booking({ means: "BACK_FILLED" }))).toBeUndefined();
  expect(headsBookedOf(booking({}))).toBe(30);
  expect(headsBookedOf(booking({ heads: 28, report: { headsBooked: 30 } as BookingDetail["report"] & object }))).toBe(30);
});

test("the form begins with who came through the gate, else who had booked, and after a return with what was filed", () => {
  expect(reportOf(booking({ headsEntered: 27 })).heads).toBe(27);
  expect(reportOf(booking({})).heads).toBe(30);
  const report = { heads: 26, remark: "雨天", photos: [{ attachmentId: "photo-1" }], reportedAt: "", byName: "" } as unknown as BookingDetail["report"] &
    object;
  expect(reportOf(booking({ headsEntered: 27, report }))).toEqual({ heads: 26, remark: "雨天", photos: ["photo-1"] });
});

test("white space is no remark", () => expect(contentOf({ ...FILLED, remark: "  " })).toEqual({ heads: 30, photos: FILLED.photos }));
