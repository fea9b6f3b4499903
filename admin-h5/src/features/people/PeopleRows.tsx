import type { OfficePerson } from "@app/contract/people/officePerson.schema";
import { StatusTag } from "../../ui/StatusTag";
import { useIsPhone } from "../../ui/useIsPhone";
import { TableFrame } from "../../ui/records/TableFrame";
import { CardOpener } from "../../ui/records/openers";

const COLUMNS = [{ label: "姓名", isFixed: true }, { label: "单位和岗位" }, { label: "角色" }, { label: "手机" }, { label: "状态" }] as const;

interface Props {
  readonly items: readonly OfficePerson[];
  readonly isStale: boolean;
  readonly onOpen: (username: string) => void;
}

/** A table on a desk, cards on a phone. */
export function PeopleRows(props: Props) {
  return useIsPhone() ? <Cards {...props} /> : <Table {...props} />;
}

function Table({ items, isStale, onOpen }: Props) {
  return (
    <TableFrame name="people" columns={COLUMNS}>
      <table className="records-table people-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">单位和岗位</th>
            <th scope="col">角色</th>
            <th scope="col">手机</th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        <tbody>
          {items.map((person) => (
            <tr key={person.accountId} className="row-opens" onClick={() => onOpen(person.username)} data-testid="person-row" data-username={person.username}>
              <td>
                <button type="button" className="plain-link" onClick={() => onOpen(person.username)} data-testid="person-open">
                  {person.name}
                </button>
                <span className="cell-sub">{person.username}</span>
              </td>
              <td>{postLines(person)}</td>
              <td>{person.roleLabels.join("、")}</td>
              <td className="nowrap number">{person.phoneMasked}</td>
              <td>
                <Status person={person} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

function Cards({ items, isStale, onOpen }: Props) {
  return (
    <div className="people-cards" aria-busy={isStale}>
      {items.map((person) => (
        <article key={person.accountId} className="record-card record-card-opens" data-testid="person-row" data-username={person.username}>
          <CardOpener name={person.name} testId="person-open" onOpen={() => onOpen(person.username)} />
          <div className="record-card-head">
            <span>{person.name}</span>
            <Status person={person} />
          </div>
          <p className="soft">{person.username}</p>
          <dl className="record-card-lines">
            <dt>岗位</dt>
            <dd>{postLines(person)}</dd>
            <dt>手机</dt>
            <dd className="number">{person.phoneMasked}</dd>
          </dl>
        </article>
      ))}
    </div>
  );
}

function Status({ person }: { readonly person: OfficePerson }) {
  return <StatusTag tone={person.status === "ACTIVE" ? "good" : "quiet"}>{person.statusLabel}</StatusTag>;
}

function postLines(person: OfficePerson) {
  if (person.posts.length === 0) return person.orgName;
  return person.posts.map((post) => (
    <span key={post.postId} className="people-post">
      {post.orgName} · {post.postName}
    </span>
  ));
}
