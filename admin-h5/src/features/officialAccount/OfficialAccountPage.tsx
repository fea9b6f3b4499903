import { useSearchParams } from "react-router";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { PageHeader } from "../../ui/PageHeader";
import { CodesPanel } from "./CodesPanel";
import { FollowersPanel } from "./FollowersPanel";
import { MenuPanel } from "./MenuPanel";
import { RepliesPanel } from "./RepliesPanel";
import "../../ui/records.css";
import "./officialAccount.css";

const TABS = [
  { key: "MENU", label: "菜单" },
  { key: "REPLIES", label: "自动回复" },
  { key: "CODES", label: "二维码" },
  { key: "FOLLOWERS", label: "关注情况" },
] as const;
type AccountTab = (typeof TABS)[number]["key"];

export function OfficialAccountPage() {
  const [query, setQuery] = useSearchParams();
  const tab: AccountTab = TABS.find(({ key }) => key === query.get("tab"))?.key ?? "MENU";
  return (
    <div className="page">
      <PageHeader title="公众号" lead="维护公众号的菜单、自动回复和二维码，查看关注人数。每次修改都有记录。" />
      <section className="panel panel-flush">
        <ChoiceTabs label="公众号" items={TABS} active={tab} onChange={(next) => setQuery({ tab: next }, { replace: true })} panelId="official-account" />
        <div id="official-account" className="account-body">
          {tab === "MENU" ? <MenuPanel /> : tab === "REPLIES" ? <RepliesPanel /> : tab === "CODES" ? <CodesPanel /> : <FollowersPanel />}
        </div>
      </section>
    </div>
  );
}
