import { Text, View } from "@tarojs/components";
import type { FacilityId } from "@app/contract/kernel/ids";
import { facilityRoutes } from "@app/contract/visits/facilities.routes";
import { api } from "../../../api/apiClient";
import { useRemote } from "../../../api/useRemote";
import { openPage } from "../../../platform/navigation";
import { Card } from "../../../ui/Card";
import { Pressable } from "../../../ui/Pressable";

/** What the facility tells of its work: its titles, and the way to the articles. Nothing where nothing is told: a visitor came to book. */
export function KnowledgeCard({ facilityId }: { readonly facilityId: FacilityId }) {
  const { remote } = useRemote(`knowledge:${facilityId}`, () => api.call(facilityRoutes.listKnowledge, { params: { facilityId } }));
  if (remote.kind !== "READY" || remote.value.items.length === 0) return null;
  return (
    <Card title="科普知识">
      {remote.value.items.slice(0, 3).map((article) => (
        <View key={article.knowledgeId} className="highlight">
          <View className="highlight__mark" />
          <Text className="highlight__text">{article.title}</Text>
        </View>
      ))}
      <View className="facility-links">
        <Pressable id="open-knowledge" className="facility-link" onPress={() => void openPage("/features/visits/knowledge/index", { facilityId })}>
          {`阅读全部 ${remote.value.items.length} 篇`}
        </Pressable>
      </View>
    </Card>
  );
}
