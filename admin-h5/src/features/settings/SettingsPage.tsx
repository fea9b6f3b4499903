import { useSearchParams } from "react-router";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { PageHeader } from "../../ui/PageHeader";
import { useMay } from "../../platform/currentUser";
import { CalendarPanel } from "./CalendarPanel";
import { DictionariesPanel } from "./DictionariesPanel";
import { ParametersPanel } from "./ParametersPanel";
import { RetentionPanel } from "./RetentionPanel";
import "../../ui/records.css";
import "./settings.css";

const TABS = [
  { key: "PARAMETERS", label: "系统参数" },
  { key: "DICTIONARIES", label: "数据字典" },
  { key: "CALENDAR", label: "工作日历" },
  { key: "RETENTION", label: "数据保留" },
] as const;
type SettingsTab = (typeof TABS)[number]["key"];

/** What the platform's admin sets without a new release; bureaus read it (seed 004, 5.1.8). */
export function SettingsPage() {
  const [query, setQuery] = useSearchParams();
  const canEdit = useMay("settings.edit");
  const tab: SettingsTab = TABS.find(({ key }) => key === query.get("tab"))?.key ?? "PARAMETERS";
  return (
    <div className="page">
      <PageHeader
        title="系统设置"
        lead={canEdit ? "参数、常用语、工作日历和数据保留，对整个平台生效；每次修改都有记录。" : "这里的设置对整个平台生效，由平台管理员修改；您可以查看。"}
      />
      <section className="panel panel-flush">
        <ChoiceTabs label="系统设置" items={TABS} active={tab} onChange={(next) => setQuery({ tab: next }, { replace: true })} panelId="settings" />
        <div id="settings" className="settings-body">
          {tab === "PARAMETERS" ? (
            <ParametersPanel canEdit={canEdit} />
          ) : tab === "DICTIONARIES" ? (
            <DictionariesPanel canEdit={canEdit} />
          ) : tab === "CALENDAR" ? (
            <CalendarPanel canEdit={canEdit} />
          ) : (
            <RetentionPanel />
          )}
        </div>
      </section>
    </div>
  );
}
