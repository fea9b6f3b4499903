import { Text, View } from "@tarojs/components";
import { useCallback, useState } from "react";
import type { FacilityId } from "@app/contract/kernel/ids";
import { dateLabel } from "@app/contract/kernel/time";
import type { FacilityRatings, PublishedRating } from "@app/contract/visits/rating.schema";
import { ratingRoutes } from "@app/contract/visits/ratings.routes";
import { api } from "../../../api/apiClient";
import { useSession } from "../../../api/session";
import { usePages } from "../../../api/usePages";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Skeleton } from "../../../ui/Skeleton";
import { PhotoStrip } from "../../../ui/PhotoStrip";
import { ReportChoice } from "./ReportChoice";
import { StarRow } from "./StarRow";

/** A few to begin with: the page is about booking. */
const FIRST_SHOWN = 5;

export function FacilityRatingsCard({ facilityId }: { readonly facilityId: FacilityId }) {
  const token = useSession()?.token;
  const [reported, setReported] = useState<string>();
  const load = useCallback(
    (cursor: string | undefined) => api.call(ratingRoutes.listFacilityRatings, { params: { facilityId }, query: { limit: FIRST_SHOWN, cursor } }),
    [facilityId],
  );
  const list = usePages<PublishedRating, FacilityRatings>(`ratings:${facilityId}`, load);
  if (list.remote.kind === "LOADING") return <Skeleton cards={1} />;
  if (list.remote.kind === "FAILED") {
    return (
      <Card title="参观评价">
        <NoticeBar tone="waiting" action={{ label: "重试", onPress: () => void list.refresh() }}>
          {`评价暂时没有读出来：${list.remote.refusal.message}`}
        </NoticeBar>
      </Card>
    );
  }
  const { average, count } = list.remote.value;
  return (
    <Card title="参观评价">
      {average === undefined ? (
        <View className="rating__hint">还没有人评价。参观后可以在「我的预约」里评价。</View>
      ) : (
        <View id="facility-rating" className="rating__average" {...aria({ role: "group", label: `平均 ${average} 星，共 ${count} 人评价` })}>
          <Text className="rating__number">{average.toFixed(1)}</Text>
          <StarRow stars={Math.round(average)} />
          <Text className="rating__count">{`${count} 人评价`}</Text>
        </View>
      )}
      <View {...aria({ role: "list" })}>
        {list.items.map((rating, index) => (
          <View key={rating.ratingKey} className="rating__item" {...aria({ role: "listitem" })}>
            <View className="rating__head">
              <StarRow stars={rating.stars} />
              <Text className="rating__hint">{`${rating.authorName} · ${dateLabel(rating.ratedOn)}`}</Text>
            </View>
            {rating.comment !== "" && <View className="rating__words">{rating.comment}</View>}
            <PhotoStrip photos={rating.photos} label="参观照片" />
            {token !== undefined && (
              <Button id={`report-${index + 1}`} kind="ghost" compact onPress={() => setReported(reported === rating.ratingKey ? undefined : rating.ratingKey)}>
                举报
              </Button>
            )}
            {reported === rating.ratingKey && <ReportChoice facilityId={facilityId} ratingKey={rating.ratingKey} onDone={() => setReported(undefined)} />}
          </View>
        ))}
      </View>
      {list.moreProblem !== undefined && <NoticeBar tone="bad">{list.moreProblem.message}</NoticeBar>}
      {list.hasMore && (
        <Button id="more-ratings" kind="ghost" loading={list.isLoadingMore} onPress={() => void list.loadMore()}>
          更多评价
        </Button>
      )}
    </Card>
  );
}
