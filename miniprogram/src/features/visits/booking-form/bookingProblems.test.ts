import { elementOfFirst, problemsOf, readDraft } from "./bookingProblems";
import type { BookingDraft } from "./bookingDraft";

function aDraft(change: Partial<BookingDraft>): BookingDraft {
  return {
    slot: { slotId: "slot-0001" },
    contactName: "林小燕",
    contactPhone: "13900000001",
    heads: 3,
    note: "",
    safetyNoticeAccepted: true,
    ...change,
  } as BookingDraft;
}

test("a complete draft becomes what is sent, trimmed, without an empty note or hold", () => {
  expect(readDraft(aDraft({ contactName: " 林小燕 ", note: "  " }))).toEqual({
    content: { slotId: "slot-0001", contactName: "林小燕", contactPhone: "13900000001", heads: 3, safetyNoticeAccepted: true },
  });
});

test("all that is wrong is said at once, in the contract's words", () => {
  expect(readDraft(aDraft({ contactName: "", contactPhone: "123", safetyNoticeAccepted: false }))).toEqual({
    problems: {
      contactName: "请填写联系人姓名（至少 2 个字）",
      contactPhone: "手机号应为 11 位数字，请检查",
      safetyNoticeAccepted: "请先阅读并同意参观安全须知",
    },
  });
});

test("the server's paths lead to the form's fields; a path the form does not show is left to the message", () => {
  const refusal = {
    status: 400,
    code: "INPUT_INVALID",
    message: "有些内容填写得不对，请按提示修改后再提交。",
    requestId: "",
    fields: [
      { path: "body.contactPhone", message: "手机号应为 11 位数字，请检查" },
      { path: "body.slotId", message: "编号格式不正确" },
    ],
  };
  expect(problemsOf(refusal)).toEqual({ contactPhone: "手机号应为 11 位数字，请检查" });
});

test("the topmost wrong field is where the page goes; without one it stays", () => {
  expect(elementOfFirst({ contactPhone: "…", safetyNoticeAccepted: "…" })).toBe("contactPhone");
  expect(elementOfFirst({ contactPhone: "…", heads: "…" })).toBe("heads-plus");
  expect(elementOfFirst({})).toBeUndefined();
});
