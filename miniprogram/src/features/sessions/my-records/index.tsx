import { View } from "@tarojs/components";
import { useCallback, useEffect } from "react";
import type { PersonalRecord } from "@app/contract/engines/personalRecord";
import type { Page as PageOf } from "@app/contract/kernel/page";
import { instantLabel } from "@app/contract/kernel/time";
import { personalDataRoutes } from "@app/contract/personalData/personalData.routes";
import { PERSONAL_DATA_WORDS, PersonalDataKind } from "@app/contract/personalData/personalData.schema";
import { api } from "../../../api/apiClient";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { setPageTitle, usePageQuery } from "../../../platform/navigation";
import { useListEnd } from "../../../platform/pageLife";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import "../privacy/privacy.css";

/** One kind of what is kept of a person, record by record. */
export default function MyRecordsPage() {
  const query = usePageQuery();
  const parsed = PersonalDataKind.safeParse(query.kind);
  const kind = parsed.success ? parsed.data : "BOOKINGS";
  const token = useSession()?.token;
  const load = useCallback((cursor: string | undefined) => api.call(personalDataRoutes.listMyRecords, { params: { kind }, query: { cursor } }), [kind]);
  const list = usePages<PersonalRecord, PageOf<PersonalRecord>>(token === undefined ? undefined : `my-records:${kind}:${token}`, load);
  useListEnd(() => void list.loadMore());
  useEffect(() => setPageTitle(PERSONAL_DATA_WORDS[kind].label), [kind]);
  return (
    <Page>
      <NoticeBar>{`用途：${PERSONAL_DATA_WORDS[kind].purpose}。注销账号后：${PERSONAL_DATA_WORDS[kind].afterwards}。`}</NoticeBar>
      {token === undefined ? <LogInWall message="登录后查看您的信息" onLoggedIn={() => undefined} /> : <Listing list={list} />}
    </Page>
  );
}

function Listing({ list }: { readonly list: ReturnType<typeof usePages<PersonalRecord, PageOf<PersonalRecord>>> }) {
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  const problem = list.remote.problem ?? list.moreProblem;
  if (list.items.length === 0 && !list.hasMore) return <EmptyState title="平台没有保存这类信息" />;
  return (
    <>
      {list.items.map((record, index) => (
        <Card key={`${record.at}${index}`} title={record.title}>
          <KeyValue label="时间">{instantLabel(record.at)}</KeyValue>
          {record.facts.map(({ label, value }) => (
            <KeyValue key={label} label={label}>
              {value}
            </KeyValue>
          ))}
        </Card>
      ))}
      {problem !== undefined && <NoticeBar tone="bad">{problem.message}</NoticeBar>}
      <View className="records__end">{list.isLoadingMore ? "正在加载…" : list.hasMore ? "上拉查看更多" : "已经到底了"}</View>
    </>
  );
}
