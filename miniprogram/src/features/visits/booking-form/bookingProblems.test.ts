import { elementOfFirst, problemsOf, readDraft } from "./bookingProblems";
import type { BookingDraft } from "./bookingDraft";

function aDraft(change: Partial<BookingDraft>): BookingDraft {
  return {
    kind: "FAMILY",
    slot: { slotId: "slot-0001" },
    teamName: "",
    purpose: "",
    members: "",
    transport: "",
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
    kind: "FAMILY",
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
  expect(problemsOf(refusal, aDraft({}))).toEqual({ contactPhone: "手机号应为 11 位数字，请检查" });
});

test("the topmost wrong field is where the page goes; without one it stays", () => {
  expect(elementOfFirst({ contactPhone: "…", safetyNoticeAccepted: "…" }, "FAMILY")).toBe("contactPhone");
  expect(elementOfFirst({ contactPhone: "…", heads: "…" }, "FAMILY")).toBe("heads-plus");
  expect(elementOfFirst({ contactPhone: "…", heads: "…" }, "TEAM")).toBe("team-heads");
  expect(elementOfFirst({}, "TEAM")).toBeUndefined();
});

describe("a team", () => {
  const team = { kind: "TEAM", teamName: "海口市第一中学", purpose: "环保研学", heads: 40 } as const;

  test("becomes what is sent: names from the pasted list, nothing that was left empty", () => {
    expect(readDraft(aDraft({ ...team, members: "1. 王小明\n2. 陈志强\n" }))).toEqual({
      kind: "TEAM",
      content: {
        slotId: "slot-0001",
        contactName: "林小燕",
        contactPhone: "13900000001",
        heads: 40,
        safetyNoticeAccepted: true,
        teamName: "海口市第一中学",
        purpose: "环保研学",
        members: ["王小明", "陈志强"],
      },
    });
  });

  test("hears all that is missing at once", () => {
    expect(readDraft(aDraft({ kind: "TEAM", heads: 0, contactName: "", contactPhone: "", safetyNoticeAccepted: false }))).toEqual({
      problems: {
        teamName: "请填写团队名称，如学校、单位或社区的名称",
        purpose: "请填写参观目的",
        contactName: "请填写联系人姓名（至少 2 个字）",
        contactPhone: "手机号应为 11 位数字，请检查",
        heads: "请填写参观人数",
        safetyNoticeAccepted: "请先阅读并同意参观安全须知",
      },
    });
  });

  test("hears which name of the list is wrong, and that there are too many", () => {
    expect(readDraft(aDraft({ ...team, members: "王小明\n班级2班长" }))).toEqual({ problems: { members: "第 2 个「班级2班长」：姓名只能用文字和间隔号" } });
    expect(readDraft(aDraft({ ...team, heads: 1, members: "王小明\n陈志强" }))).toEqual({ problems: { members: "名单人数不能多于参观人数" } });
  });
});
