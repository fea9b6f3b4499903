import { Image, Text, View } from "@tarojs/components";
import { dateLabel } from "@app/contract/kernel/time";
import { whereabouts } from "@app/contract/regions/whereabouts";
import type { FacilitySummary } from "@app/contract/visits/facility.schema";
import { SLOT_BOOKABILITY_LABELS } from "@app/contract/visits/slot.schema";
import { serverAddress } from "../../../platform/http";
import { aria } from "../../../ui/aria";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { distanceText } from "./distanceText";

export function FacilityCard({ facility, onPress }: { readonly facility: FacilitySummary; readonly onPress: () => void }) {
  const { nextBookableDate, headsLeftOnNextDate } = facility;
  const where = [...whereabouts(facility), ...(facility.distanceMeters === undefined ? [] : [distanceText(facility.distanceMeters)])];
  return (
    <Pressable id={`facility-${facility.facilityId}`} className="card card--pressable facility-card" onPress={onPress}>
      <View className="facility-card__head">
        {facility.cover === undefined ? (
          <View className={`facility-icon facility-icon--${facility.category.toLowerCase()}`} {...aria({ hidden: true })} />
        ) : (
          <Image className="facility-card__cover" mode="aspectFill" src={serverAddress(facility.cover.thumbnailUrl)} {...aria({ hidden: true })} />
        )}
        <View className="facility-card__heading">
          <View className="facility-card__name">{facility.name}</View>
          <View className="facility-card__category">{facility.categoryLabel}</View>
        </View>
        {facility.status !== "OPEN" && <StatusPill tone="waiting">{facility.statusLabel}</StatusPill>}
      </View>
      <View className="facility-card__where">{where.join(" · ")}</View>
      {facility.admissionNote !== undefined && <View className="facility-card__note">{facility.admissionNote}</View>}
      <View className="facility-card__foot">
        {nextBookableDate === undefined ? (
          <Text className="facility-card__none">暂无可约日期 · 有名额时提醒我</Text>
        ) : (
          <>
            <Text className="facility-card__date">{`${dateLabel(nextBookableDate)} ${SLOT_BOOKABILITY_LABELS.BOOKABLE}`}</Text>
            {headsLeftOnNextDate !== undefined && <Text className="facility-card__left">{`余 ${headsLeftOnNextDate} 个名额`}</Text>}
          </>
        )}
      </View>
    </Pressable>
  );
}
