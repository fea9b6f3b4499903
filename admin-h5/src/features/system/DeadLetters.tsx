import { instantLabel } from "@app/contract/kernel/time";
import type { DeadLetter } from "@app/contract/system/system.schema";
import { systemRoutes } from "@app/contract/system/system.routes";
import { read } from "../../platform/api";
import { LeftList } from "./LeftList";
import { retryDeadLetter } from "./systemCommands";

export function DeadLetters() {
  return (
    <LeftList<DeadLetter>
      name="deadLetters"
      load={(cursor) => read(systemRoutes.listDeadLetters, { query: { limit: 20, cursor } })}
      idOf={({ deadLetterId }) => deadLetterId}
      lead="下面的事已经办成，但后续处理多次失败，系统先放在一边。请技术人员排除原因后，再点「重新处理」，只会生效一次。"
      nothing="所有事件都已处理。"
      button="重新处理"
      done="已重新处理。如果再次失败，会回到这里。"
      send={retryDeadLetter}
      testId="dead-letter"
    >
      {(letter) => (
        <>
          <p className="system-title">
            {letter.eventLabel}：没有{letter.consumerLabel}
          </p>
          <p className="soft">
            {letter.happenedAt === undefined ? "" : `${instantLabel(letter.happenedAt)} 发生，`}
            {instantLabel(letter.failedAt)} 起搁置{letter.caseId === undefined ? "" : `，编号 ${letter.caseId}`}
          </p>
          <p className="system-reason">
            程序给出的原因：<code>{letter.message}</code>
          </p>
        </>
      )}
    </LeftList>
  );
}
