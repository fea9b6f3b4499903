import { Link } from "react-router";

const grouped = new Intl.NumberFormat("zh-CN");
export function figureText(value: number): string {
  return grouped.format(value);
}

/** A number that opens the records behind it. Zero opens nothing, so it is plain. */
export function FigureLink({
  value,
  to,
  label,
  testId,
}: {
  readonly value: number;
  readonly to: string | undefined;
  readonly label: string;
  readonly testId?: string;
}) {
  if (to === undefined || value === 0)
    return (
      <span className="figure-plain" data-testid={testId}>
        {figureText(value)}
      </span>
    );
  return (
    <Link className="figure-link" to={to} aria-label={`${label} ${value}，查看明细`} data-testid={testId}>
      {figureText(value)}
    </Link>
  );
}
