import { Text, View } from "@tarojs/components";
import type { FacilityId } from "@app/contract/kernel/ids";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { api } from "../../../api/apiClient";
import { useRemote } from "../../../api/useRemote";
import { openPage, usePageQuery } from "../../../platform/navigation";
import { usePullToRefresh, useShare } from "../../../platform/pageLife";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Page } from "../../../ui/Page";
import { PhotoStrip } from "../../../ui/PhotoStrip";
import { Skeleton } from "../../../ui/Skeleton";
import { aria } from "../../../ui/aria";
import "./knowledge.css";

/** What a facility tells about its work: all its articles on one page, in its own order. */
export default function KnowledgePage() {
  const facilityId = (usePageQuery().facilityId ?? "") as FacilityId;
  const knowledge = useRemote(`knowledge:${facilityId}`, () => api.call(facilityRoutes.listKnowledge, { params: { facilityId } }));
  const name = knowledge.remote.kind === "READY" ? knowledge.remote.value.facilityName : "科普知识";
  usePullToRefresh(() => knowledge.refresh());
  useShare({ title: `${name}的科普知识`, path: "/features/visits/knowledge/index", query: { facilityId } });
  return <Page>{body()}</Page>;

  function body() {
    const { remote } = knowledge;
    if (remote.kind === "LOADING") return <Skeleton />;
    if (remote.kind === "FAILED") return <ErrorState message={remote.refusal.message} onRetry={() => void knowledge.refresh()} />;
    const { facilityName, items } = remote.value;
    const visit = { label: "看看这家单位", onPress: () => void openPage("/features/visits/facility/index", { facilityId }) };
    if (items.length === 0) return <EmptyState title="这家单位还没有发布科普知识。" action={visit} />;
    return (
      <>
        <View className="knowledge-from">{facilityName}</View>
        {items.map((article) => (
          <Card key={article.knowledgeId}>
            <View className="knowledge-title" {...aria({ role: "heading" })}>
              {article.title}
            </View>
            {article.paragraphs.map((paragraph, index) => (
              <Text key={`${article.knowledgeId}-${index}`} className="knowledge-paragraph">
                {paragraph}
              </Text>
            ))}
            <PhotoStrip photos={article.photos} />
          </Card>
        ))}
      </>
    );
  }
}
