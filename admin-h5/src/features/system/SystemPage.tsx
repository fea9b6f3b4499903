import { useSearchParams } from "react-router";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { PageHeader } from "../../ui/PageHeader";
import { DeadLetters } from "./DeadLetters";
import { Jobs } from "./Jobs";
import { NoticeChannels } from "./NoticeChannels";
import { NoticeKindList } from "./NoticeKindList";
import { StatusPanel } from "./StatusPanel";
import { UndeliveredNotices } from "./UndeliveredNotices";
import { SYSTEM_TABS, type SystemTab } from "./systemTabs";
import "../../ui/records.css";
import "./system.css";

const TABS: readonly { readonly key: SystemTab; readonly label: string }[] = [
  { key: "STATUS", label: "运行状态" },
  { key: "DEAD_LETTERS", label: "未处理事件" },
  { key: "NOTICES", label: "未送达通知" },
  { key: "CHANNELS", label: "发送情况" },
  { key: "KINDS", label: "消息种类" },
  { key: "JOBS", label: "任务记录" },
];

/** Whether everything that happened has had its effects, and what to do when something has not (promises R8, F24). */
export function SystemPage() {
  const [query, setQuery] = useSearchParams();
  const tab = SYSTEM_TABS.find((key) => key === query.get("tab")) ?? "STATUS";
  const show = (next: SystemTab): void => setQuery({ tab: next }, { replace: true });
  return (
    <div className="page">
      <PageHeader title="系统运行" lead="系统有没有积压、哪些事没有办成，以及怎么补办。" />
      <section className="panel panel-flush">
        <ChoiceTabs label="系统运行" items={TABS} active={tab} onChange={show} panelId="system" />
        <div id="system">
          {tab === "STATUS" ? (
            <StatusPanel onOpen={show} />
          ) : tab === "DEAD_LETTERS" ? (
            <DeadLetters />
          ) : tab === "NOTICES" ? (
            <UndeliveredNotices />
          ) : tab === "CHANNELS" ? (
            <NoticeChannels />
          ) : tab === "KINDS" ? (
            <NoticeKindList />
          ) : (
            <Jobs />
          )}
        </div>
      </section>
    </div>
  );
}
