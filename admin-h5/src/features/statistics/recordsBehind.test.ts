import { FIGURE_COLUMNS } from "@app/contract/statistics/statisticsRows";
import { addFigures, ZERO_FIGURES } from "@app/contract/statistics/visitFigures.schema";
import { recordsBehind } from "./recordsBehind";

const one = addFigures(ZERO_FIGURES, { teamVisits: 0, teamHeads: 0, familyVisits: 1, familyHeads: 4 });

describe("a figure opens the records that add up to it", () => {
  const behind = (figures: typeof one) => FIGURE_COLUMNS.map((column) => recordsBehind(column, figures));
  const team = { teamVisits: 1, teamHeads: 30, familyVisits: 0, familyHeads: 0 };
  test("families alone: the totals too are their entries", () => {
    expect(behind(one)).toEqual(["TEAM_VISITS", "TEAM_VISITS", "CHECK_INS", "CHECK_INS", "CHECK_INS", "CHECK_INS"]);
  });
  test("teams alone: the totals too are the visits reported", () => {
    expect(behind(addFigures(ZERO_FIGURES, team))).toEqual(["TEAM_VISITS", "TEAM_VISITS", "CHECK_INS", "CHECK_INS", "TEAM_VISITS", "TEAM_VISITS"]);
  });
  test("both: a total is no one list", () => {
    expect(behind(addFigures(one, team))).toEqual(["TEAM_VISITS", "TEAM_VISITS", "CHECK_INS", "CHECK_INS", undefined, undefined]);
  });
});
