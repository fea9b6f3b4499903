import type { ReactNode } from "react";

export function Panel({
  title,
  extra,
  flush = false,
  children,
}: {
  readonly title?: string;
  readonly extra?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className={flush ? "panel panel-flush" : "panel"} aria-label={title}>
      {title === undefined ? null : (
        <div className="panel-head">
          <h2>{title}</h2>
          {extra}
        </div>
      )}
      {children}
    </section>
  );
}
