import { Text, View } from "@tarojs/components";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { BOOKING_KIND_LABELS } from "@app/contract/visits/bookingKind.schema";
import type { BookingDetail } from "@app/contract/visits/booking.schema";
import type { BookingEntry } from "@app/contract/visits/bookingEntry.schema";
import type { ListedParty } from "../../../admission/offline/gateList";
import { timeLabel } from "../../../admission/offline/gateWords";
import { isUnsent } from "../../../admission/offline/localScan";
import { api } from "../../../api/apiClient";
import { deviceId } from "../../../api/deviceId";
import { useMe } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { aria } from "../../../ui/aria";
import { Button } from "../../../ui/Button";
import { KeyValue } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Sheet } from "../../../ui/Sheet";
import { CallBooker } from "./CallBooker";
import { undoOffer } from "./entryUndo";
import type { Undoing } from "./UndoSheet";
import type { Gate } from "./useGate";

export interface ArrivalSheetProps {
  readonly gate: Gate;
  readonly party: ListedParty;
  readonly onUndo: (undoing: Undoing) => void;
  readonly onClose: () => void;
}

/** Shows only, and takes back: an entry is recorded with the code that the booker holds, so that nobody is let in on a name alone. */
export function ArrivalSheet({ gate, party, onUndo, onClose }: ArrivalSheetProps) {
  const name = party.teamName ?? party.contactName;
  // The whole number is not on the phone: a lost phone knows tails only.
  const isOnline = gate.state.mode === "ONLINE";
  const { remote } = useRemote<BookingDetail>(isOnline ? `gate-party:${party.bookingId}` : undefined, () =>
    api.call(visitRoutes.getBooking, { params: { bookingId: party.bookingId } }),
  );
  const phone = remote.kind === "READY" ? remote.value.contactPhone : undefined;
  return (
    <Sheet title={name} onClose={onClose}>
      {party.kind === "TEAM" && <KeyValue label="类别">{BOOKING_KIND_LABELS.TEAM}</KeyValue>}
      {party.teamName !== undefined && <KeyValue label="联系人">{party.contactName}</KeyValue>}
      <KeyValue label="时段">{party.periodLabel}</KeyValue>
      <KeyValue label="人数">{`已入场 ${party.headsEntered} 人 / 共 ${party.heads} 人`}</KeyValue>
      <KeyValue label="手机号">{phone ?? (party.phoneTail === "" ? "没有留" : `尾号 ${party.phoneTail}`)}</KeyValue>
      <KeyValue label="预约编号">{party.bookingNumber}</KeyValue>
      {party.entries.length > 0 && (
        <View className="entries" {...aria({ role: "list", label: "入场记录" })}>
          {party.entries.map((entry) => (
            <Entry
              key={entry.entryId}
              gate={gate}
              entry={entry}
              onUndo={(needsReason) => onUndo({ ...entry, bookingId: party.bookingId, who: name, needsReason })}
            />
          ))}
        </View>
      )}
      <NoticeBar>核销时，请扫预约人手机上的入场码。</NoticeBar>
      {phone !== undefined && phone !== "" && <CallBooker key={party.bookingId} bookingId={party.bookingId} />}
    </Sheet>
  );
}

function Entry({ gate, entry, onUndo }: { readonly gate: Gate; readonly entry: BookingEntry; readonly onUndo: (needsReason: boolean) => void }) {
  const isSupervisor = useMe()?.permissions.includes("checkIns.supervise") === true;
  const ours = gate.scans.find(({ entryId }) => entryId === entry.entryId);
  const offer = undoOffer(entry, { deviceId: deviceId(), isSupervisor, serverNow: gate.serverNow, isUnsent: ours !== undefined && isUnsent(ours) });
  return (
    <View id={`entry-${entry.entryId}`} className="entry">
      <View className="entry__facts">
        <Text className="entry__when">{`${timeLabel(entry.at)} · ${entry.heads} 人 · ${entry.stateLabel}`}</Text>
        <Text className="entry__where">{`${entry.gateName} · ${entry.byName}${entry.offline ? " · 离线" : ""}`}</Text>
      </View>
      {offer.kind === "SAME_PHONE" && (
        <Button id={`undo-${entry.entryId}`} kind="secondary" compact onPress={() => onUndo(false)}>
          {`撤销（剩 ${offer.minutesLeft} 分钟）`}
        </Button>
      )}
      {offer.kind === "SUPERVISOR" && (
        <Button id={`undo-${entry.entryId}`} kind="secondary" compact onPress={() => onUndo(true)}>
          撤销
        </Button>
      )}
      {offer.kind === "AFTER_UPLOAD" && <Text className="entry__hint">上传后可撤销</Text>}
    </View>
  );
}
