import { Text, View } from "@tarojs/components";
import { instantLabel } from "@app/contract/kernel/time";
import type { BookingTimelineEntry } from "@app/contract/visits/booking.schema";
import { aria } from "../../../ui/aria";

export function BookingTimeline({ entries }: { readonly entries: readonly BookingTimelineEntry[] }) {
  return (
    <View className="timeline" {...aria({ role: "list" })}>
      {entries.map((entry, index) => (
        <View key={`${entry.at}-${index}`} className="timeline__entry" {...aria({ role: "listitem" })}>
          <View className="timeline__dot" {...aria({ hidden: true })} />
          <View className="timeline__label">{entry.heads === undefined ? entry.label : `${entry.label} ${entry.heads} 人`}</View>
          <Text className="timeline__when">{`${instantLabel(entry.at)} · ${entry.byName}`}</Text>
          {entry.remark !== undefined && <View className="timeline__remark">{entry.remark}</View>}
        </View>
      ))}
    </View>
  );
}
