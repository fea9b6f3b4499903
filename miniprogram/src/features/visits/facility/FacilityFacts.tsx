import { Text, View } from "@tarojs/components";
import { whereabouts } from "@app/contract/regions/whereabouts";
import type { FacilityDetail } from "@app/contract/visits/facility.schema";
import { dateLabel } from "@app/contract/kernel/time";
import { callPhone } from "../../../platform/contact";
import { openMap } from "../../../platform/openMap";
import { aria } from "../../../ui/aria";
import { Card } from "../../../ui/Card";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { FacilityPhotos } from "./FacilityPhotos";
import { KnowledgeCard } from "./KnowledgeCard";

export function FacilityHead({ facility }: { readonly facility: FacilityDetail }) {
  return (
    <>
      <FacilityPhotos photos={facility.photos} name={facility.name} />
      <View className="facility-head">
        <View className={`facility-icon facility-icon--${facility.category.toLowerCase()}`} {...aria({ hidden: true })} />
        <View className="facility-head__text">
          <View className="facility-head__name" {...aria({ role: "heading" })}>
            {facility.name}
          </View>
          <View className="facility-head__line">{`${facility.categoryLabel} · ${whereabouts(facility).join("")}`}</View>
        </View>
        {facility.status !== "OPEN" && <StatusPill tone="waiting">{facility.statusLabel}</StatusPill>}
      </View>
      {facility.suspension !== undefined && (
        <NoticeBar tone="waiting">{`暂停开放${facility.suspension.until === undefined ? "" : `至 ${dateLabel(facility.suspension.until)}`}：${facility.suspension.reason}`}</NoticeBar>
      )}
      {facility.admissionNote !== undefined && <NoticeBar tone="waiting">{facility.admissionNote}</NoticeBar>}
    </>
  );
}

export function FacilityFacts({ facility }: { readonly facility: FacilityDetail }) {
  const { place } = facility;
  return (
    <>
      <Card title="能看到什么">
        <View className="facility-introduction">{facility.introduction}</View>
        {facility.highlights.map((highlight) => (
          <View key={highlight} className="highlight">
            <View className="highlight__mark" {...aria({ hidden: true })} />
            <Text className="highlight__text">{highlight}</Text>
          </View>
        ))}
      </Card>
      <Card title="怎么去">
        <KeyValue label="地址">
          <Text>{facility.address}</Text>
          {place.approximate && <View className="facility-approximate">位置为大致位置，出发前请电话确认。</View>}
        </KeyValue>
        <KeyValue label="交通">{facility.transport}</KeyValue>
        <KeyValue label="参观时长">{`约 ${facility.visitDurationMinutes} 分钟`}</KeyValue>
        <View className="facility-links">
          <Pressable
            id="open-map"
            className="facility-link"
            onPress={() => void openMap({ latitude: place.latitude, longitude: place.longitude, name: facility.name, address: facility.address })}
          >
            在地图中查看
          </Pressable>
          <Pressable id="call-facility" className="facility-link" label={`拨打电话 ${facility.phone}`} onPress={() => void callPhone(facility.phone)}>
            {`电话 ${facility.phone}`}
          </Pressable>
        </View>
      </Card>
      <KnowledgeCard facilityId={facility.facilityId} />
    </>
  );
}
