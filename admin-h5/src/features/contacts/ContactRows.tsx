import { Button } from "antd";
import type { ReactNode } from "react";
import { useIsPhone } from "../../ui/useIsPhone";

/** What a row shows of a contact, whoever it is. */
export interface ContactRow {
  readonly key: string;
  readonly unitName: string;
  readonly roleLabel: string;
  readonly name: string;
  readonly landline: string;
  readonly phone: string;
  readonly email: string;
  readonly onEdit?: () => void;
}

/** A table on a desk; cards whose numbers call on a phone. */
export function ContactRows({ rows, isStale = false }: { readonly rows: readonly ContactRow[]; readonly isStale?: boolean }) {
  return useIsPhone() ? <Cards rows={rows} /> : <Table rows={rows} isStale={isStale} />;
}

function Table({ rows, isStale }: { readonly rows: readonly ContactRow[]; readonly isStale: boolean }) {
  const canEditSome = rows.some((row) => row.onEdit !== undefined);
  return (
    <div className="wide-table">
      <table className="records-table contacts-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">单位</th>
            <th scope="col">身份</th>
            <th scope="col">联系人</th>
            <th scope="col">固定电话</th>
            <th scope="col">手机</th>
            <th scope="col">邮箱</th>
            {canEditSome ? <th scope="col">操作</th> : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} data-testid="contact-row" data-contact={row.key}>
              <td>{row.unitName}</td>
              <td className="nowrap">{row.roleLabel}</td>
              <td className="nowrap">{shown(row.name)}</td>
              <td className="nowrap number">{shown(row.landline)}</td>
              <td className="nowrap number">{shown(row.phone)}</td>
              <td className="contact-email">{row.email === "" ? NONE : <a href={`mailto:${row.email}`}>{row.email}</a>}</td>
              {canEditSome ? <td className="nowrap">{row.onEdit === undefined ? null : <EditButton row={row} onEdit={row.onEdit} />}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cards({ rows }: { readonly rows: readonly ContactRow[] }) {
  return (
    <div className="contact-cards">
      {rows.map((row) => (
        <article key={row.key} className="record-card" data-testid="contact-row" data-contact={row.key}>
          <div className="record-card-head">
            <span>{row.name === "" ? "还没有填写" : row.name}</span>
            {row.onEdit === undefined ? null : <EditButton row={row} onEdit={row.onEdit} />}
          </div>
          <p className="soft">{row.unitName === "" ? row.roleLabel : `${row.unitName} · ${row.roleLabel}`}</p>
          <dl className="record-card-lines contact-lines">
            <Line label="手机" value={row.phone} href={`tel:${row.phone}`} />
            <Line label="固定电话" value={row.landline} href={`tel:${dialled(row.landline)}`} />
            <Line label="邮箱" value={row.email} href={`mailto:${row.email}`} />
          </dl>
        </article>
      ))}
    </div>
  );
}

function EditButton({ row, onEdit }: { readonly row: ContactRow; readonly onEdit: () => void }) {
  return (
    <Button onClick={onEdit} aria-label={`修改${row.roleLabel}${row.name}的联系方式`} data-testid="contact-edit">
      修改
    </Button>
  );
}

function Line({ label, value, href }: { readonly label: string; readonly value: string; readonly href: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {value === "" ? (
          NONE
        ) : (
          <a className="contact-call" href={href}>
            {value}
          </a>
        )}
      </dd>
    </>
  );
}

const NONE: ReactNode = <span className="soft">未填写</span>;
const shown = (text: string): ReactNode => (text === "" ? NONE : text);

/** 0898-66123456-801 → the extension after a pause. */
function dialled(landline: string): string {
  const [area = "", number, extension] = landline.split("-");
  return number === undefined ? area : extension === undefined ? `${area}${number}` : `${area}${number},${extension}`;
}
