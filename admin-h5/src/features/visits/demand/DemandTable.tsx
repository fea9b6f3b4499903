import { Link } from "react-router";
import { dateLabel } from "@app/contract/kernel/time";
import { whereabouts } from "@app/contract/regions/whereabouts";
import type { DemandRow } from "@app/contract/visits/demand.schema";
import { slotsPath } from "../../../platform/paths";
import { StatusTag } from "../../../ui/StatusTag";

interface Props {
  readonly items: readonly DemandRow[];
  readonly isStale: boolean;
}

export function DemandTable({ items, isStale }: Props) {
  const mayOpen = items.some((row) => row.mayOpenSlots);
  return (
    <div className="wide-table">
      <table className="records-table" aria-busy={isStale}>
        <thead>
          <tr>
            <th scope="col">开放单位</th>
            <th scope="col">近 30 天场次</th>
            <th scope="col">最后一个场次</th>
            <th scope="col" className="align-right">
              关注人数
            </th>
            <th scope="col" className="align-right">
              正在候补
            </th>
            <th scope="col" className="align-right">
              近 30 天未满足
            </th>
            <th scope="col" className="align-right">
              名额 已约 / 开放
            </th>
            {mayOpen ? <th scope="col">操作</th> : null}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.facilityId} data-testid={`demand-row-${row.facilityId}`}>
              <td>
                {row.facilityName}
                <span className="cell-sub">{whereabouts(row).join(" ")}</span>
              </td>
              <td>
                <SupplyTag row={row} />
              </td>
              <td className="nowrap">{row.lastOpenDate ?? "从未开放"}</td>
              <td className="align-right nowrap">
                <b className="number" data-testid="demand-followers">
                  {row.followers}
                </b>
                {row.newFollowers > 0 ? <span className="cell-sub">近 30 天新增 {row.newFollowers}</span> : null}
              </td>
              <td className="align-right nowrap">
                <span data-testid="demand-waiting">{partiesText(row.waitingParties, row.waitingHeads)}</span>
              </td>
              <td className="align-right nowrap">{partiesText(row.unmetParties, row.unmetHeads)}</td>
              <td className="align-right nowrap">{placesText(row)}</td>
              {mayOpen ? (
                <td className="nowrap">
                  <OpenSlots row={row} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function DemandCards({ items, isStale }: Props) {
  return (
    <div className="cards" aria-busy={isStale}>
      {items.map((row) => (
        <article key={row.facilityId} className="record-card" data-testid={`demand-row-${row.facilityId}`}>
          <p className="record-card-head">
            {row.facilityName}
            <span className="card-when">
              <SupplyTag row={row} />
            </span>
          </p>
          <dl className="record-card-lines">
            <dt>地区</dt>
            <dd>{whereabouts(row).join(" ")}</dd>
            <dt>最后场次</dt>
            <dd>{row.lastOpenDate ?? "从未开放"}</dd>
            <dt>关注</dt>
            <dd>
              <b className="number" data-testid="demand-followers">
                {row.followers}
              </b>{" "}
              人{row.newFollowers > 0 ? `（近 30 天新增 ${row.newFollowers}）` : ""}
            </dd>
            <dt>候补</dt>
            <dd data-testid="demand-waiting">{partiesText(row.waitingParties, row.waitingHeads)}</dd>
            <dt>未满足</dt>
            <dd>近 30 天 {partiesText(row.unmetParties, row.unmetHeads)}</dd>
            <dt>名额</dt>
            <dd>{placesText(row)}</dd>
          </dl>
          <OpenSlots row={row} />
        </article>
      ))}
    </div>
  );
}

function SupplyTag({ row }: { readonly row: DemandRow }) {
  if (row.lackLabel !== undefined) {
    return (
      <StatusTag tone="alert" testId="demand-lack">
        {row.lackLabel}
      </StatusTag>
    );
  }
  return <StatusTag tone="good">{row.nextBookableDate === undefined ? "有场次，未到预约时间" : `${dateLabel(row.nextBookableDate)}起可约`}</StatusTag>;
}

/** Only who may open slots there is sent there. */
function OpenSlots({ row }: { readonly row: DemandRow }) {
  if (!row.mayOpenSlots) return null;
  return (
    <Link className="plain-link demand-open" to={slotsPath(row.facilityId)} data-testid="demand-open-slots">
      去开放场次
    </Link>
  );
}

const partiesText = (parties: number, heads: number): string => (parties === 0 ? "0" : `${parties} 组 ${heads} 人`);
const placesText = ({ placesTaken, placesOffered }: DemandRow): string => (placesOffered === 0 ? "0" : `${placesTaken} / ${placesOffered}`);
