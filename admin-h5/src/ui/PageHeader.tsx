import { useEffect, type ReactNode } from "react";

export function PageHeader({ title, lead, extra }: { readonly title: string; readonly lead?: ReactNode; readonly extra?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · 城市环境共治平台`;
  }, [title]);
  return (
    <header className="page-header">
      <div>
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="page-lead">{lead}</p>}
      </div>
      {extra === undefined ? null : <div className="page-extra">{extra}</div>}
    </header>
  );
}
