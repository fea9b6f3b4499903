import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { dateLabel } from "@app/contract/kernel/time";
import { whereabouts } from "@app/contract/regions/whereabouts";
import type { FacilitySummary } from "@app/contract/visits/facility.schema";
import { openPage } from "../../../platform/navigation";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Skeleton } from "../../../ui/Skeleton";
import { distanceText } from "./distanceText";
import type { useFacilityFinder } from "./useFacilityFinder";

/** So few that they fit in a glance; the rest comes by a button, not by a gesture. */
const SHOWN_AT_ONCE = 3;

function nextChance({ status, statusLabel, nextBookableDate }: FacilitySummary): string {
  if (status !== "OPEN") return statusLabel;
  return nextBookableDate === undefined ? "近期没有名额" : `最近可约：${dateLabel(nextBookableDate)}`;
}

/** 长辈模式: the first facilities, nearest ones when asked, each with one thing to do. */
export function ElderListing({ finder }: { readonly finder: ReturnType<typeof useFacilityFinder> }) {
  const { list } = finder;
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  if (list.remote.kind === "LOADING") return <Skeleton />;
  if (list.remote.kind === "FAILED") return <ErrorState message={list.remote.refusal.message} onRetry={() => void list.refresh()} />;
  if (list.items.length === 0) return <EmptyState title="这里暂时没有开放单位" action={{ label: "看全部城市", onPress: finder.clear }} />;
  const more = (): void => {
    setShown(shown + SHOWN_AT_ONCE);
    if (shown + SHOWN_AT_ONCE > list.items.length) void list.loadMore();
  };
  return (
    <View {...aria({ role: "list" })}>
      {list.items.slice(0, shown).map((facility) => (
        <Card key={facility.facilityId} title={facility.name}>
          <View className="facility-card__where">
            {[...whereabouts(facility), ...(facility.distanceMeters === undefined ? [] : [distanceText(facility.distanceMeters)])].filter(Boolean).join(" · ")}
          </View>
          {facility.admissionNote !== undefined && <View className="facility-card__note">{facility.admissionNote}</View>}
          <View className="elder-line">
            <Text>{nextChance(facility)}</Text>
          </View>
          <Button
            id={`facility-${facility.facilityId}`}
            kind={facility.nextBookableDate === undefined ? "secondary" : "primary"}
            label={`${facility.nextBookableDate === undefined ? "看看" : "预约参观"}${facility.name}`}
            onPress={() => void openPage("/features/visits/facility/index", { facilityId: facility.facilityId })}
          >
            {facility.nextBookableDate === undefined ? "看看介绍" : "预约参观"}
          </Button>
        </Card>
      ))}
      {(list.items.length > shown || list.hasMore) && (
        <Button id="more-facilities" kind="secondary" loading={list.isLoadingMore} onPress={more}>
          看更多单位
        </Button>
      )}
    </View>
  );
}
