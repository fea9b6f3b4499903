import { Image, Text, View } from "@tarojs/components";
import { useState } from "react";
import { FACILITY_CATEGORY_LABELS } from "@app/contract/visits/facility.schema";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { openPage, openTab } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { PosterCanvas } from "../../../platform/posterCanvas";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Pressable } from "../../../ui/Pressable";
import { Skeleton } from "../../../ui/Skeleton";
import { countByCategory, visitDayLabel, type Footprint } from "./footprint";
import { PosterSheet } from "./PosterSheet";
import { POSTER_SIZE } from "./posterPicture";
import { useFootprints } from "./useFootprints";
import "./footprints.css";

/** Where somebody has been, and a picture of it to show around. */
export default function FootprintsPage() {
  const token = useSession()?.token;
  const { remote, refresh } = useFootprints(token);
  const [isPosterOpen, setPosterOpen] = useState(false);
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);
  const footprints = remote.kind === "READY" ? remote.value : [];

  if (token === undefined) {
    return (
      <Page>
        <LogInWall message="登录后查看您的足迹" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  return (
    <Page
      {...(footprints.length === 0
        ? {}
        : {
            bottomBar: (
              <Button id="make-poster" onPress={() => setPosterOpen(true)}>
                生成海报
              </Button>
            ),
          })}
      overlay={
        <>
          <PosterCanvas size={POSTER_SIZE} />
          {isPosterOpen && <PosterSheet footprints={footprints} onClose={() => setPosterOpen(false)} />}
        </>
      }
    >
      {remote.kind === "LOADING" && <Skeleton />}
      {remote.kind === "FAILED" && <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />}
      {remote.kind === "READY" && remote.problem !== undefined && <NoticeBar tone="bad">{remote.problem.message}</NoticeBar>}
      {remote.kind === "READY" && <Footprints footprints={footprints} />}
    </Page>
  );
}

function Footprints({ footprints }: { readonly footprints: readonly Footprint[] }) {
  if (footprints.length === 0) {
    return (
      <EmptyState
        title="还没有足迹"
        hint="预约参观并入场后，会在这里留下足迹，可以生成海报分享。"
        action={{ label: "去看看", onPress: () => void openTab("/pages/home/index") }}
      />
    );
  }
  return (
    <>
      <View className="footprints__head">
        <View id="footprints-count" className="footprints__number">
          {`去过 ${footprints.length} 家环保设施`}
        </View>
        <View className="footprints__kinds">
          {countByCategory(footprints).map(([category, count]) => (
            <View key={category} className={`footprints__kind ${count === 0 ? "footprints__kind--none" : ""}`}>
              <View className={`facility-icon facility-icon--${category.toLowerCase()}`} {...aria({ hidden: true })} />
              <Text className="footprints__kind-text">{`${FACILITY_CATEGORY_LABELS[category]} ${count}\u00a0家`}</Text>
            </View>
          ))}
        </View>
      </View>
      <Card>
        <View {...aria({ role: "list" })}>
          {footprints.map((footprint) => (
            <Pressable
              key={footprint.facilityId}
              id={`footprint-${footprint.facilityId}`}
              className="footprint"
              onPress={() => void openPage("/features/visits/facility/index", { facilityId: footprint.facilityId })}
            >
              {footprint.coverUrl === undefined ? (
                <View className={`facility-icon facility-icon--${(footprint.category ?? "MONITORING").toLowerCase()}`} {...aria({ hidden: true })} />
              ) : (
                <Image className="footprint__cover" src={footprint.coverUrl} mode="aspectFill" {...aria({ hidden: true })} />
              )}
              <View className="footprint__text">
                <View className="footprint__name">{footprint.name}</View>
                <View className="footprint__line">
                  {[footprint.cityName, visitDayLabel(footprint.lastVisit), ...(footprint.visits > 1 ? [`来过 ${footprint.visits} 次`] : [])].join(" · ")}
                </View>
              </View>
            </Pressable>
          ))}
        </View>
      </Card>
    </>
  );
}
