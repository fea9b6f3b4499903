import { availableActions, decideAction } from "../engines/workflow";
import type { Instant } from "../kernel/time";
import { FACILITY_STATUSES, type FacilityStatus } from "./facility.schema";
import { FACILITY_ACTIONS, FACILITY_PARTIES, facilityWorkflow, type FacilityAction, type FacilityParty } from "./facility.workflow";

const NOW = "2026-03-07T09:00:00.000+08:00" as Instant;
const offered = (status: FacilityStatus, parties: readonly FacilityParty[]): string[] =>
  availableActions(facilityWorkflow, { status }, parties, NOW).map(({ action }) => action);
const decide = (status: FacilityStatus, action: FacilityAction, parties: readonly FacilityParty[], remark?: string) =>
  decideAction(facilityWorkflow, { item: { status }, action, parties, remark, now: NOW, lastChange: undefined });

it("nobody but a bureau changes a facility's status, in whatever status it is", () => {
  expect(FACILITY_PARTIES).toEqual(["BUREAU"]);
  expect(FACILITY_STATUSES.map((status) => offered(status, []))).toEqual([[], [], [], []]);
  for (const status of FACILITY_STATUSES) {
    for (const action of FACILITY_ACTIONS)
      expect(decide(status, action, [], "原因")).toEqual({ ok: false, refusal: { code: "ACTION_NOT_YOURS", caseLabel: "开放单位" } });
  }
});

it("offers a bureau exactly these actions in each status", () => {
  expect(Object.fromEntries(FACILITY_STATUSES.map((status) => [status, offered(status, ["BUREAU"])]))).toEqual({
    APPLYING: ["OPEN", "WITHDRAW"],
    OPEN: ["SUSPEND", "WITHDRAW"],
    SUSPENDED: ["RESUME", "WITHDRAW"],
    WITHDRAWN: [],
  });
});

it.each([
  ["APPLYING", "OPEN", undefined, "OPEN", "FACILITY_OPENED"],
  ["APPLYING", "WITHDRAW", "资料不全", "WITHDRAWN", "FACILITY_WITHDRAWN"],
  ["OPEN", "SUSPEND", "设备大修", "SUSPENDED", "FACILITY_SUSPENDED"],
  ["OPEN", "WITHDRAW", "已停产", "WITHDRAWN", "FACILITY_WITHDRAWN"],
  ["SUSPENDED", "RESUME", undefined, "OPEN", "FACILITY_RESUMED"],
  ["SUSPENDED", "WITHDRAW", "已停产", "WITHDRAWN", "FACILITY_WITHDRAWN"],
] as const)("%s by %s leads on", (from, action, remark, to, event) => {
  expect(decide(from, action, ["BUREAU"], remark)).toEqual({ ok: true, value: { from, to, event, remark } });
});

it.each([
  ["OPEN", "SUSPEND", "暂停原因"],
  ["OPEN", "WITHDRAW", "撤销原因"],
  ["APPLYING", "WITHDRAW", "不予开放的原因"],
] as const)("%s by %s wants a reason, of at most 100 letters", (from, action, label) => {
  expect(decide(from, action, ["BUREAU"], "  ")).toEqual({ ok: false, refusal: { code: "REMARK_REQUIRED", label } });
  expect(decide(from, action, ["BUREAU"], "长".repeat(101))).toEqual({ ok: false, refusal: { code: "REMARK_TOO_LONG", label, maxLength: 100 } });
});

it("names the status and what may be done instead", () => {
  expect(decide("WITHDRAWN", "RESUME", ["BUREAU"])).toEqual({
    ok: false,
    refusal: { code: "ACTION_NOT_AVAILABLE", caseLabel: "开放单位", statusLabel: "已撤销", availableLabels: [], lastChange: undefined },
  });
});
