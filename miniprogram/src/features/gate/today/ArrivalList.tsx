import { Text, View } from "@tarojs/components";
import { useState } from "react";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import type { ListedParty } from "../../../admission/offline/gateList";
import { aria } from "../../../ui/aria";
import { EmptyState } from "../../../ui/EmptyState";
import { Pressable } from "../../../ui/Pressable";
import { StatusPill } from "../../../ui/StatusPill";
import { TextInput } from "../../../ui/TextInput";
import { arrivalsMatching } from "./arrivalSearch";

export function ArrivalList({ parties, onOpen }: { readonly parties: readonly ListedParty[]; readonly onOpen: (party: ListedParty) => void }) {
  const [words, setWords] = useState("");
  const found = arrivalsMatching(parties, words);
  if (parties.length === 0) return <EmptyState title="今天没有已确认的预约" hint="有预约确认后会显示在这里，下拉可以刷新。" />;
  return (
    <>
      <TextInput id="arrival-search" label="按姓名、团队或手机尾号查找" placeholder="按姓名、团队或手机尾号查找" value={words} onChange={setWords} />
      {found.length === 0 ? (
        <EmptyState title="没有找到" hint="请核对姓名、手机尾号，或预约是否在其他日期、其他单位。" />
      ) : (
        <View className="arrivals" {...aria({ role: "list" })}>
          {found.map((party) => (
            <Arrival key={party.bookingId} party={party} onOpen={onOpen} />
          ))}
        </View>
      )}
    </>
  );
}

function Arrival({ party, onOpen }: { readonly party: ListedParty; readonly onOpen: (party: ListedParty) => void }) {
  const isInside = party.headsEntered >= party.heads;
  const line = [
    party.phoneTail === "" ? undefined : `尾号 ${party.phoneTail}`,
    party.periodLabel,
    party.headsUnsent > 0 ? `${party.headsUnsent} 人待上传` : undefined,
  ];
  return (
    <Pressable id={`arrival-${party.bookingId}`} className="arrival" onPress={() => onOpen(party)}>
      <View className="arrival__who">
        <View className="arrival__name">
          {party.kind === "TEAM" && <Text className="arrival__kind">{BOOKING_KIND_LABELS.TEAM}</Text>}
          <Text>{party.teamName ?? party.contactName}</Text>
        </View>
        <View className="arrival__line">
          {line
            .filter((part) => part !== undefined)
            .map((part, index, parts) => (
              <Text key={part} className="arrival__part">
                {index === parts.length - 1 ? part : `${part} · `}
              </Text>
            ))}
        </View>
      </View>
      <StatusPill tone={isInside ? "good" : party.headsEntered > 0 ? "waiting" : "neutral"}>{`${party.headsEntered} / ${party.heads} 人`}</StatusPill>
    </Pressable>
  );
}
