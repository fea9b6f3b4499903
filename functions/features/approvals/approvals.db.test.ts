import { addStaff, decideAs, seenBy, started } from "../../testing/approvalActs";
import { startTestProduct, type TestProduct } from "../../testing/startTestProduct";
import { refusalOf, valueOf } from "../../testing/visitActs";

let test: TestProduct;
beforeEach(async () => {
  test = await startTestProduct();
  await addStaff(test);
});
afterEach(() => test.stop());

describe("M32 the way of an approval", () => {
  it("M32 或签: one of the city's admins decides, and it is passed", async () => {
    const approvalId = await started(test);
    const waiting = await seenBy(test, "haikou.city", approvalId);
    expect([waiting.status, waiting.levelLabel, waiting.waitingFor]).toEqual(["RUNNING", "市级审核", ["吴海波", "陈明"]]);
    expect(waiting.availableActions.map(({ action }) => action)).toEqual(["APPROVE", "REJECT", "RETURN", "TRANSFER", "ADD_APPROVER", "COPY", "REMIND"]);
    const passed = await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE"));
    expect([passed.status, passed.availableActions]).toEqual(["PASSED", [{ action: "COPY", label: "抄送", remark: expect.anything() }]]);
  });

  it("M32 an agency of several cities goes on to the province", async () => {
    const approvalId = await started(test, { facts: { coversSeveralCities: true } });
    const passedOn = await valueOf(decideAs(test, "haikou.city", approvalId, "APPROVE"));
    expect([passedOn.status, passedOn.levelLabel, passedOn.waitingFor]).toEqual(["RUNNING", "省级审核", ["陈建华", "符丽"]]);
    expect((await valueOf(decideAs(test, "hainan.province", approvalId, "APPROVE"))).status).toBe("PASSED");
  });

  it("M32 an approval on changed data is refused", async () => {
    const approvalId = await started(test, { subjectVersion: 2 });
    expect(await refusalOf(decideAs(test, "haikou.city", approvalId, "APPROVE"))).toEqual({ code: "SUBJECT_CHANGED", caseLabel: "单位注册申请" });
  });
});
