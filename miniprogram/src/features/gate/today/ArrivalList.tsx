import { Text, View } from "@tarojs/components";
import { useState } from "react";
import type { BookingSummary } from "@app/contract/visits/booking.schema";
import { aria } from "../../../ui/aria";
import { EmptyState } from "../../../ui/EmptyState";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { TextInput } from "../../../ui/TextInput";
import { arrivalsMatching } from "./arrivalSearch";

export function ArrivalList({ items, onOpen }: { readonly items: readonly BookingSummary[]; readonly onOpen: (booking: BookingSummary) => void }) {
  const [words, setWords] = useState("");
  const found = arrivalsMatching(items, words);
  if (items.length === 0) return <EmptyState title="今天没有已确认的预约" hint="有预约确认后会显示在这里，下拉可以刷新。" />;
  return (
    <>
      <TextInput id="arrival-search" label="按姓名或手机尾号查找" placeholder="按姓名或手机尾号查找" value={words} onChange={setWords} />
      {found.length === 0 ? (
        <EmptyState title="没有找到" hint="请核对姓名、手机尾号，或预约是否在其他日期、其他单位。" />
      ) : (
        <View className="arrivals" {...aria({ role: "list" })}>
          {found.map((booking) => (
            <Arrival key={booking.bookingId} booking={booking} onOpen={onOpen} />
          ))}
        </View>
      )}
    </>
  );
}

function Arrival({ booking, onOpen }: { readonly booking: BookingSummary; readonly onOpen: (booking: BookingSummary) => void }) {
  const isInside = booking.headsEntered >= booking.heads;
  return (
    <Pressable id={`arrival-${booking.bookingId}`} className="arrival" onPress={() => onOpen(booking)}>
      <View className="arrival__who">
        <View className="arrival__name">{booking.contactName}</View>
        <Text className="arrival__line">{`尾号 ${booking.contactPhone.slice(-4)} · ${booking.periodLabel}`}</Text>
      </View>
      <StatusPill tone={isInside ? "good" : booking.headsEntered > 0 ? "waiting" : "neutral"}>{`${booking.headsEntered} / ${booking.heads} 人`}</StatusPill>
    </Pressable>
  );
}
