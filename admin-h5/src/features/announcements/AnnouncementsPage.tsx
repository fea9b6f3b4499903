import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Input, Switch } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { AnnouncementSummary } from "@app/contract/announcements/announcement.schema";
import { instantLabel, LocalDate } from "@app/contract/kernel/time";
import { read } from "../../platform/api";
import { useMay } from "../../platform/currentUser";
import { PATHS } from "../../platform/paths";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { DateRangeField } from "../../ui/DateRangeField";
import { rangeLabel } from "../../ui/dateRange";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { FilterSheet } from "../../ui/FilterSheet";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Pager } from "../../ui/Pager";
import { Panel } from "../../ui/Panel";
import { useCursorStack } from "../../ui/useCursorStack";
import { chooseSound, isSoundOn } from "./alertSound";
import { AnnouncementDrawer, AnnouncementTags } from "./AnnouncementDrawer";
import { ANNOUNCEMENTS_KEY } from "./announcementCommands";
import "../../ui/records.css";
import "../../ui/entries.css";
import "./announcements.css";

const PAGE = 20;
const REFRESH_MS = 60_000;
const RECEIVED = [
  { key: "ALL", label: "我收到的" },
  { key: "UNREAD", label: "未读" },
  { key: "FAVOURITE", label: "收藏" },
] as const;
const OFFICE = [
  { key: "SENT", label: "我发出的（本级及下级）" },
  { key: "DRAFTS", label: "草稿" },
] as const;
type Tab = (typeof RECEIVED)[number]["key"] | (typeof OFFICE)[number]["key"];
const EMPTY = {
  ALL: "还没有收到公文通告。",
  UNREAD: "没有未读的公文通告。",
  FAVOURITE: "还没有收藏的公文通告。",
  SENT: "本级及下级还没有发布公文通告。",
  DRAFTS: "没有草稿。",
} as const satisfies Record<Tab, string>;
const WORDS = ["kind", "title", "sender", "unit"] as const;
const WORD_LABELS = { kind: "类型", title: "标题或文号", sender: "发布人", unit: "发布单位" } as const;

/** 公文通告 (seed 004, 5.2.11). */
export function AnnouncementsPage() {
  const maySend = useMay("announcements.send");
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const tabs = [...RECEIVED, ...(maySend ? OFFICE : [])];
  const tab: Tab = tabs.find(({ key }) => key === query.get("tab"))?.key ?? "ALL";
  const from = LocalDate.safeParse(query.get("from")).data;
  const to = LocalDate.safeParse(query.get("to")).data;
  const words: Readonly<Partial<Record<(typeof WORDS)[number], string>>> = Object.fromEntries(
    WORDS.flatMap((name) => ((query.get(name) ?? "").trim() === "" ? [] : [[name, (query.get(name) ?? "").trim()]])),
  );
  const range = from === undefined || to === undefined ? undefined : { from, to };
  const filter = { ...words, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const pages = useCursorStack(JSON.stringify([tab, filter]));
  const list = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, tab, filter, pages.cursor],
    queryFn: () => {
      const paging = { limit: PAGE, cursor: pages.cursor };
      if (tab === "SENT") return read(announcementRoutes.listSentAnnouncements, { query: { ...filter, ...paging } });
      if (tab === "DRAFTS") return read(announcementRoutes.listAnnouncementDrafts, { query: paging });
      return read(announcementRoutes.listReceivedAnnouncements, { query: { ...filter, group: tab, ...paging } });
    },
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const isNarrowed = Object.keys(filter).length > 0;
  return (
    <div className="page">
      <PageHeader
        title="公文通告"
        lead="上级发来的通知、文件和会议安排。打开即为已读；标「须确认」的，看完请点「确认收到」。"
        extra={
          maySend ? (
            <Button type="primary" onClick={() => void navigate(PATHS.writeAnnouncement)} data-testid="announcement-write">
              发布公文通告
            </Button>
          ) : undefined
        }
      />
      {tab === "DRAFTS" ? null : (
        <Panel>
          <FilterSheet said={saidOf(words, range)} nothingSaid="全部公文通告">
            {(close) => (
              <div className="announcement-filters">
                <div>
                  <span className="filter-caption">发布日期</span>
                  <DateRangeField
                    label="发布日期"
                    canClear
                    value={range}
                    onChange={(chosen) => {
                      close();
                      show({ from: chosen?.from, to: chosen?.to });
                    }}
                  />
                </div>
                {WORDS.map((name) => (
                  <WordField
                    key={`${name}-${words[name] ?? ""}`}
                    label={WORD_LABELS[name]}
                    value={words[name] ?? ""}
                    onSearch={(value) => {
                      close();
                      show({ [name]: value === "" ? undefined : value });
                    }}
                    testId={`announcement-${name}`}
                  />
                ))}
                {isNarrowed ? (
                  <Button
                    type="link"
                    onClick={() => {
                      close();
                      setQuery({ tab }, { replace: true });
                    }}
                  >
                    清除条件
                  </Button>
                ) : null}
                <Sound />
              </div>
            )}
          </FilterSheet>
        </Panel>
      )}
      <section className="panel panel-flush">
        <ChoiceTabs label="分组" panelId="announcements-list" active={tab} onChange={(key) => show({ tab: key })} items={tabs} />
        <div id="announcements-list" role="tabpanel" aria-label={tabs.find(({ key }) => key === tab)?.label ?? ""}>
          {list.data === undefined ? (
            list.error === null ? (
              <Loading />
            ) : (
              <ErrorState error={list.error} onRetry={() => void list.refetch()} />
            )
          ) : list.data.items.length === 0 && list.data.next === undefined && !list.isPlaceholderData ? (
            <EmptyState sentence={isNarrowed ? "没有符合条件的公文通告。" : EMPTY[tab]} hint={isNarrowed ? "换一个条件试试。" : undefined} />
          ) : (
            <>
              <ul className="entry-list" aria-busy={list.isPlaceholderData}>
                {list.data.items.map((announcement) => (
                  <Row key={announcement.announcementId} announcement={announcement} onOpen={() => show({ announcement: announcement.announcementId })} />
                ))}
              </ul>
              <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
            </>
          )}
        </div>
      </section>
      <AnnouncementDrawer
        announcementId={(query.get("announcement") as AnnouncementSummary["announcementId"] | null) ?? undefined}
        onClose={() => show({ announcement: undefined })}
      />
    </div>
  );

  function show(part: Readonly<Record<string, string | undefined>>): void {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(part)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    setQuery(next, { replace: true });
  }
}

function saidOf(words: Readonly<Partial<Record<(typeof WORDS)[number], string>>>, range: Parameters<typeof rangeLabel>[0] | undefined): string[] {
  return [
    ...(range === undefined ? [] : [rangeLabel(range)]),
    ...WORDS.flatMap((name) => (words[name] === undefined ? [] : [`${WORD_LABELS[name]}含「${words[name]}」`])),
  ];
}

function Row({ announcement, onOpen }: { readonly announcement: AnnouncementSummary; readonly onOpen: () => void }) {
  const { own, figures, number, kind, title, orgName, senderName, at, fileCount, status } = announcement;
  const isUnread = own !== undefined && own.readAt === undefined && status === "SENT";
  const said = [
    ...(figures === undefined ? [] : [`已读 ${figures.read}/${figures.recipients}${figures.isSpreading ? "（正在发送）" : ""}`]),
    ...(own?.confirmedAt === undefined ? [] : ["已确认"]),
    ...(fileCount === 0 ? [] : [`附件 ${fileCount}`]),
  ];
  return (
    <li>
      <button type="button" className="entry" onClick={onOpen} data-testid="announcement-row" data-announcement-id={announcement.announcementId}>
        <span className={isUnread ? "entry-title entry-unread" : "entry-title"}>
          {isUnread ? <span className="visually-hidden">未读：</span> : null}
          {`【${kind}】${title}`}
        </span>
        <span className="entry-text">
          {[number, orgName, senderName, ...said].filter((part) => part !== "").join(" · ")} <AnnouncementTags announcement={announcement} />
        </span>
        <span className="entry-at number">{instantLabel(at)}</span>
      </button>
    </li>
  );
}

function WordField(props: { readonly label: string; readonly value: string; readonly onSearch: (value: string) => void; readonly testId: string }) {
  const [typed, setTyped] = useState(props.value);
  return (
    <label>
      <span className="filter-caption">{props.label}</span>
      <Input.Search
        allowClear
        enterButton="查找"
        maxLength={20}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(value) => props.onSearch(value.trim())}
        data-testid={props.testId}
      />
    </label>
  );
}

function Sound() {
  const [isOn, setOn] = useState(isSoundOn);
  return (
    <label className="announcement-sound">
      <Switch
        checked={isOn}
        onChange={(next) => {
          chooseSound(next);
          setOn(next);
        }}
        data-testid="announcement-sound"
      />
      重要公文到达时响铃并读出标题
    </label>
  );
}
