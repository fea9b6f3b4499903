import { useSearchParams } from "react-router";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { PageHeader } from "../../ui/PageHeader";
import { BansPanel } from "./BansPanel";
import { ContentList } from "./ContentList";
import "./content.css";

const TABS = [
  { key: "PENDING", label: "待审核" },
  { key: "PUBLISHED", label: "已公开" },
  { key: "HIDDEN", label: "已隐藏" },
  { key: "bans", label: "发言限制" },
] as const;
type Tab = (typeof TABS)[number]["key"];

/** 内容审核: what the public wrote and photographed and what holds it, and who may post nothing. */
export function ContentPage() {
  const [query, setQuery] = useSearchParams();
  const tab: Tab = TABS.find(({ key }) => key === query.get("tab"))?.key ?? "PENDING";
  return (
    <div className="page">
      <PageHeader title="内容审核" lead="公众发表的文字和照片先由微信检查；有疑问的、没有结果的、被三人举报的，在这里由人工审核。" />
      <section className="panel panel-flush">
        <ChoiceTabs label="审核状态" items={TABS} active={tab} onChange={(next) => setQuery({ tab: next }, { replace: true })} panelId="content-panel" />
        <div id="content-panel">{tab === "bans" ? <BansPanel /> : <ContentList key={tab} status={tab} />}</div>
      </section>
    </div>
  );
}
