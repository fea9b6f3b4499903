import { Popover } from "antd";
import { FIGURE_COLUMN_LABELS, type FigureColumn } from "@app/contract/statistics/statisticsRows";
import type { VisitFigures } from "@app/contract/statistics/visitFigures.schema";
import { FigureLink, figureText } from "../../ui/figures";
import { useRecordsPath, type RecordsAsked } from "./recordsBehind";

/** What a total of both kinds is made of. */
const PARTS = {
  visitsTotal: ["teamVisits", "familyVisits"],
  headsTotal: ["teamHeads", "familyHeads"],
} as const satisfies Partial<Record<FigureColumn, readonly FigureColumn[]>>;

interface Props {
  readonly name: string;
  readonly column: FigureColumn;
  readonly figures: VisitFigures;
  /** Where its records are asked for; undefined when no list shows exactly them. */
  readonly asked: RecordsAsked | undefined;
}

/** A figure that opens its records. A total of teams and families has two lists, so it lets one choose. */
export function RowFigure({ name, column, figures, asked }: Props) {
  const recordsPath = useRecordsPath();
  const path = asked === undefined ? undefined : recordsPath(column, figures, asked);
  const parts = column === "visitsTotal" || column === "headsTotal" ? PARTS[column] : undefined;
  const label = `${name} ${FIGURE_COLUMN_LABELS[column]}`;
  if (asked === undefined || path !== undefined || parts === undefined || figures[column] === 0)
    return <FigureLink value={figures[column]} label={label} to={path} testId={`figure-${column}`} />;
  return (
    <Popover
      trigger="click"
      content={
        <ul className="figure-parts">
          {parts.map((part) => (
            <li key={part}>
              {FIGURE_COLUMN_LABELS[part]}{" "}
              <FigureLink
                value={figures[part]}
                label={`${name} ${FIGURE_COLUMN_LABELS[part]}`}
                to={recordsPath(part, figures, asked)}
                testId={`part-${part}`}
              />
            </li>
          ))}
        </ul>
      }
    >
      <button
        type="button"
        className="plain-link figure-link figure-open"
        aria-label={`${label} ${figures[column]}，选择查看团队或家庭(个人)明细`}
        data-testid={`figure-${column}`}
      >
        {figureText(figures[column])}
      </button>
    </Popover>
  );
}
