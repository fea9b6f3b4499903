import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { banRoutes } from "@app/contract/content/bans.routes";
import { BAN_GROUP_LABELS, BAN_GROUPS, BanGroup } from "@app/contract/content/ban.schema";
import { read } from "../../platform/api";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { useCursorStack } from "../../ui/useCursorStack";
import { BanRow } from "./BanRow";

const TABS = BAN_GROUPS.map((key) => ({ key, label: BAN_GROUP_LABELS[key] }));
const NOTHING_THERE = {
  IN_FORCE: "现在没有人被限制发言。",
  APPEALED: "没有等待答复的申诉。",
  OVER: "没有已解除或到期的发言限制。",
} as const satisfies Record<BanGroup, string>;

/** 发言限制: who may post nothing, whose appeal waits, and who may again. */
export function BansPanel() {
  const [query, setQuery] = useSearchParams();
  const group = BanGroup.safeParse(query.get("group")).data ?? "IN_FORCE";
  const keyword = (query.get("keyword") ?? "").trim().slice(0, 20);
  const show = (next: { group?: BanGroup; keyword?: string }): void => {
    const asked = { group, keyword, ...next };
    setQuery({ tab: "bans", group: asked.group, ...(asked.keyword === "" ? {} : { keyword: asked.keyword }) }, { replace: true });
  };
  return (
    <>
      <ChoiceTabs label="限制情况" items={TABS} active={group} onChange={(next) => show({ group: next })} panelId="bans" />
      <div id="bans">
        <div className="content-filter">
          <KeywordField key={keyword} value={keyword} onSearch={(next) => show({ keyword: next })} />
        </div>
        <Bans key={`${group} ${keyword}`} group={group} keyword={keyword} />
      </div>
    </>
  );
}

function KeywordField({ value, onSearch }: { readonly value: string; readonly onSearch: (keyword: string) => void }) {
  const [typed, setTyped] = useState(value);
  return (
    <label>
      <span className="filter-caption">姓氏、开放单位或原因</span>
      <Input.Search
        allowClear
        maxLength={20}
        placeholder="例如：林"
        enterButton="查找"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(keyword) => onSearch(keyword.trim())}
        data-testid="ban-keyword"
      />
    </label>
  );
}

function Bans({ group, keyword }: { readonly group: BanGroup; readonly keyword: string }) {
  const pages = useCursorStack(`${group} ${keyword}`);
  const found = useQuery({
    queryKey: ["content", "bans", group, keyword, pages.cursor],
    queryFn: () => read(banRoutes.listBans, { query: { group, ...(keyword === "" ? {} : { keyword }), limit: 20, cursor: pages.cursor } }),
    placeholderData: keepPreviousData,
  });
  if (found.data === undefined) return found.error === null ? <Loading /> : <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  const { items, next } = found.data;
  return (
    <>
      {items.length > 0 ? null : (
        <EmptyState
          sentence={keyword === "" ? NOTHING_THERE[group] : `没有找到“${keyword}”。`}
          {...(keyword === "" ? {} : { hint: next === undefined ? "可以换一个字，或清空查找条件。" : "前面的已查过，可以翻到下一页继续找。" })}
        />
      )}
      <ul className="content-list" aria-busy={found.isPlaceholderData}>
        {items.map((one) => (
          <BanRow key={one.personId} of={one} />
        ))}
      </ul>
      <Pager pageNumber={pages.pageNumber} next={next} isBusy={found.isPlaceholderData} onBack={pages.goBack} onNext={pages.goNext} />
    </>
  );
}
