import { instantLabel } from "@app/contract/kernel/time";
import type { UndeliveredNotice } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { read } from "../../platform/api";
import { NoticeTries } from "../../ui/NoticeTries";
import { LeftList } from "./LeftList";
import { sendNoticeAgain } from "./systemCommands";

export function UndeliveredNotices() {
  return (
    <LeftList<UndeliveredNotice>
      name="undeliveredNotices"
      load={(cursor) => read(systemRoutes.listUndeliveredNotices, { query: { limit: 20, cursor } })}
      idOf={({ undeliveredId }) => undeliveredId}
      lead="下面的通知，微信、短信和邮件都没有送到。原因排除后，可以重新发送；已经过时的通知不必再发。"
      nothing="所有通知都已送达，或者正在发送。"
      button="重新发送"
      done="已重新发送。如果仍然送不到，会回到这里。"
      send={sendNoticeAgain}
      testId="undelivered-notice"
    >
      {(notice) => (
        <>
          <p className="system-title">{notice.kindLabel}</p>
          <p className="soft">
            发给{notice.recipientLabel} {notice.maskedPhone ?? "（没有手机号）"}，{instantLabel(notice.createdAt)} 生成
          </p>
          <p className="system-reason">
            {notice.failureLabel}。试了 {notice.attempts} 次，最后一次在 {instantLabel(notice.failedAt)}。
          </p>
          <NoticeTries tries={notice.tries} />
        </>
      )}
    </LeftList>
  );
}
