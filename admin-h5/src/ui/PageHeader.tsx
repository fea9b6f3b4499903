import LeftOutlined from "@ant-design/icons/LeftOutlined";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { usePageTitle } from "./usePageTitle";

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Of a page that another one leads to and the menu does not: the way back, where people look for it. */
  readonly back?: { readonly to: string; readonly label: string };
  readonly extra?: ReactNode;
}

export function PageHeader({ title, lead, back, extra }: Props) {
  usePageTitle(title);
  return (
    <header className="page-header">
      <div>
        {back === undefined ? null : (
          <Link className="page-back" to={back.to} data-testid="back-link">
            <LeftOutlined aria-hidden /> {back.label}
          </Link>
        )}
        <h1>{title}</h1>
        {lead === undefined ? null : <p className="page-lead">{lead}</p>}
      </div>
      {extra === undefined ? null : <div className="page-extra">{extra}</div>}
    </header>
  );
}
