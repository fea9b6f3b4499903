import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import { FOLLOWER_DAYS } from "@app/contract/officialAccount/follower.schema";
import { officialAccountRoutes } from "@app/contract/officialAccount/officialAccount.routes";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";

export function FollowersPanel() {
  const [days, setDays] = useState<(typeof FOLLOWER_DAYS)[number]>("30");
  const figures = useQuery({
    queryKey: ["officialAccount", "followers", days],
    queryFn: () => read(officialAccountRoutes.getFollowerFigures, { query: { days } }),
  });
  if (figures.data === undefined) return figures.error === null ? <Loading /> : <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />;
  return (
    <>
      <div>
        <p className="account-total" data-testid="followers-total">
          {figures.data.total} 人
        </p>
        <p className="soft">现在关注公众号的人数。平台接入以前就关注的人，第一次发消息或点菜单时计入；注销账号的人不再计入。</p>
      </div>
      <div>
        <Segmented value={days} options={FOLLOWER_DAYS.map((value) => ({ value, label: `近 ${value} 天` }))} onChange={setDays} />
      </div>
      <div className="account-figures">
        <table className="records-table" data-testid="followers-days">
          <thead>
            <tr>
              {["日期", "新增", "取消", "净增", "关注总数", "扫码", "点菜单"].map((name, position) => (
                <th key={name} scope="col" className={position === 0 ? undefined : "align-right"}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...figures.data.days].reverse().map(({ date, gained, lost, net, total, scans, menuTaps }) => (
              <tr key={date}>
                <td>{dateLabel(date)}</td>
                {[gained, lost, net, total, scans, menuTaps].map((figure, position) => (
                  <td key={position} className="align-right number">
                    {figure}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
