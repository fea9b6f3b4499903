import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { dateLabel } from "@app/contract/kernel/time";
import type { NoShowRecord } from "@app/contract/visits/noShow.schema";
import { RemarkDialog } from "../../../ui/RemarkDialog";
import { decideNoShow, type BureauAction } from "./noShowCommands";

interface Props {
  readonly record: NoShowRecord;
  readonly action: BureauAction;
  readonly label: string;
  readonly remark: NoShowRecord["availableActions"][number]["remark"];
  readonly onClose: () => void;
}

/** The booker reads the bureau's words. */
export function DecideNoShowDialog({ record, action, label, remark: rule, onClose }: Props) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["noShows"] });
  return (
    <RemarkDialog
      label={label}
      isDanger={action === "UPHOLD"}
      rule={rule}
      readers="会告诉预约人"
      draftName={`noShow.${action}.${record.bookingId}`}
      phrases={action === "WAIVE" ? "NO_SHOW_WAIVE_REASONS" : "NO_SHOW_REASONS"}
      onClose={(wasRefused) => {
        onClose();
        if (wasRefused) void refresh();
      }}
      onSend={async (words = "") => {
        const result = await decideNoShow(record, action, words);
        if (!result.ok) return result.refusal;
        void message.success(`${result.value.statusLabel}：${result.value.contactName}，${dateLabel(result.value.date)}。系统会通知预约人。`);
        onClose();
        void refresh();
        return undefined;
      }}
    >
      <p className="decide-who">
        {record.contactName}，{dateLabel(record.date)} {record.periodLabel}，{record.facilityName}
      </p>
      {record.appealReason === undefined ? null : <p className="decide-who">申诉理由：{record.appealReason}</p>}
    </RemarkDialog>
  );
}
