import type { LatestFigures } from "@app/contract/statistics/visitFigures.schema";
import { figureText } from "../../ui/figures";
import { monthLabel, SERIES_LABELS } from "./series";

/** The chart's figures for those who cannot see it, and for copying. */
export function MonthlyTable({ monthly }: { readonly monthly: LatestFigures["monthly"] }) {
  return (
    <table className="plain-table" data-testid="monthly-table">
      <thead>
        <tr>
          <th scope="col">月份</th>
          <th scope="col">{SERIES_LABELS.teamHeads}(人)</th>
          <th scope="col">{SERIES_LABELS.familyHeads}(人)</th>
          <th scope="col">合计(人)</th>
        </tr>
      </thead>
      <tbody>
        {monthly.map(({ month, teamHeads, familyHeads }) => (
          <tr key={month}>
            <th scope="row">{monthLabel(month)}</th>
            <td>{figureText(teamHeads)}</td>
            <td>{figureText(familyHeads)}</td>
            <td>{figureText(teamHeads + familyHeads)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
