import { Text, View } from "@tarojs/components";
import { dateLabel } from "@app/contract/kernel/time";
import type { NoShowStanding } from "@app/contract/visits/noShow.schema";
import { Card } from "../../../ui/Card";
import { NoticeBar } from "../../../ui/NoticeBar";

/** The count beside the rule it is held against, so that nobody is surprised by the next one. */
export function StandingCard({ standing }: { readonly standing: NoShowStanding }) {
  const { rule } = standing;
  return (
    <Card title={standing.cityName}>
      <View className="standing">
        <Text className="standing__count">{String(standing.count)}</Text>
        <Text className="standing__unit">{rule.isOn ? `次，近 ${rule.periodDays} 天内` : "次"}</Text>
      </View>
      <View className="standing__rule">{standing.sentence}</View>
      {standing.blockedUntil !== undefined && (
        <NoticeBar tone="bad">{`${dateLabel(standing.blockedUntil)}以前（含当天）暂不能预约${standing.cityName}的单位。如有特殊情况，可以申诉。`}</NoticeBar>
      )}
    </Card>
  );
}
