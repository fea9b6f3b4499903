import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { RECEIPT_STATE_LABELS, RECEIPT_STATES, type AnnouncementDetail, type ReceiptState } from "@app/contract/announcements/announcement.schema";
import type { CallRefusal } from "@app/contract/kernel/apiClient";
import { instantLabel } from "@app/contract/kernel/time";
import { api, read } from "../../platform/api";
import { PATHS } from "../../platform/paths";
import { ChoiceTabs } from "../../ui/ChoiceTabs";
import { DocumentLink } from "../../ui/DocumentField";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { ExportButton } from "../../ui/ExportButton";
import { Loading } from "../../ui/Loading";
import { Pager } from "../../ui/Pager";
import { RemarkDialog } from "../../ui/RemarkDialog";
import { StatusTag } from "../../ui/StatusTag";
import { useCursorStack } from "../../ui/useCursorStack";
import { useIsPhone } from "../../ui/useIsPhone";
import { ANNOUNCEMENTS_KEY, step, withdraw } from "./announcementCommands";

type Id = AnnouncementDetail["announcementId"];

/** One announcement. Opening it is what makes it read. */
export function AnnouncementDrawer({ announcementId, onClose }: { readonly announcementId: Id | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  return (
    <Drawer open={announcementId !== undefined} onClose={onClose} size={isPhone ? "100%" : 720} title="公文通告" destroyOnHidden>
      {announcementId === undefined ? null : <Detail key={announcementId} announcementId={announcementId} />}
    </Drawer>
  );
}

function Detail({ announcementId }: { readonly announcementId: Id }) {
  const queryClient = useQueryClient();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const [problem, setProblem] = useState<string>();
  const key = [...ANNOUNCEMENTS_KEY, "detail", announcementId];
  const detail = useQuery({ queryKey: key, queryFn: () => read(announcementRoutes.getAnnouncement, { params: { announcementId } }) });
  const isUnread = detail.data?.own !== undefined && detail.data.own.readAt === undefined && detail.data.status === "SENT";
  useEffect(() => {
    if (!isUnread) return;
    void api.call(announcementRoutes.readAnnouncement, { params: { announcementId }, body: {} }).then((read) => {
      if (!read.ok) return;
      queryClient.setQueryData([...ANNOUNCEMENTS_KEY, "detail", announcementId], read.value);
      void queryClient.invalidateQueries({ queryKey: ANNOUNCEMENTS_KEY });
      void queryClient.invalidateQueries({ queryKey: ["inbox"] });
    });
  }, [announcementId, isUnread, queryClient]);
  if (detail.data === undefined)
    return detail.error === null ? <Loading rows={8} /> : <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  const announcement = detail.data;
  const { own, withdrawal, figures } = announcement;
  const offers = (action: string): boolean => announcement.availableActions.some((each) => each.action === action);
  const withdrawing = announcement.availableActions.find(({ action }) => action === "WITHDRAW");
  return (
    <>
      <div className="announcement-head">
        <h2>{announcement.title}</h2>
        <AnnouncementTags announcement={announcement} />
      </div>
      <dl className="facts">
        <dt>类型</dt>
        <dd>{announcement.kind}</dd>
        {announcement.number === "" ? null : (
          <>
            <dt>文号</dt>
            <dd>{announcement.number}</dd>
          </>
        )}
        <dt>发布</dt>
        <dd>
          {announcement.orgName} · {announcement.senderName} · <span className="number">{instantLabel(announcement.at)}</span>
        </dd>
        {announcement.recipientsText === undefined ? null : (
          <>
            <dt>收件人</dt>
            <dd>{announcement.recipientsText}</dd>
          </>
        )}
      </dl>
      {withdrawal === undefined ? null : (
        <Alert
          type="warning"
          showIcon
          className="announcement-withdrawn"
          title="这份公文通告已撤回，不再有效"
          description={`${withdrawal.byName} ${instantLabel(withdrawal.at)} 撤回。原因：${withdrawal.reason}。${announcement.text === "" ? "正文和附件不再显示。" : "收件人只看得到标题和原因。"}`}
          data-testid="announcement-withdrawn"
        />
      )}
      {announcement.text === "" ? null : (
        <div className="announcement-text" data-testid="announcement-text">
          {announcement.text.split("\n").map((paragraph, index) => (
            <p key={index}>{paragraph}</p>
          ))}
        </div>
      )}
      {announcement.files.length === 0 ? null : (
        <div className="announcement-files" aria-label="附件">
          {announcement.files.map((file) => (
            <DocumentLink key={file.attachmentId} document={file} testId="announcement-file" />
          ))}
        </div>
      )}
      {problem === undefined ? null : <Alert type="warning" showIcon title={problem} role="alert" data-testid="announcement-problem" />}
      <div className="drawer-actions">
        {own !== undefined && announcement.needsConfirmation && announcement.status === "SENT" && own.confirmedAt === undefined ? (
          <Button type="primary" onClick={() => void act("CONFIRM", "已确认收到")} data-testid="announcement-confirm">
            确认收到
          </Button>
        ) : null}
        {own === undefined || (announcement.status === "WITHDRAWN" && !own.isFavourite) ? null : (
          <Button onClick={() => void favour(!own.isFavourite)} data-testid="announcement-favourite">
            {own.isFavourite ? "取消收藏" : "收藏"}
          </Button>
        )}
        {offers("EDIT") ? (
          <Button type="primary" onClick={() => void navigate(`${PATHS.writeAnnouncement}?draft=${announcementId}`)} data-testid="announcement-edit">
            继续编辑
          </Button>
        ) : null}
        {offers("REMIND") ? (
          <Button onClick={() => void act("REMIND", "已提醒还没有读的人")} data-testid="announcement-remind">
            催阅
          </Button>
        ) : null}
        {withdrawing === undefined ? null : (
          <Button danger onClick={() => setWithdrawing(true)} data-testid="announcement-withdraw">
            撤回
          </Button>
        )}
        {offers("DISCARD") ? (
          <Button danger onClick={() => void act("DISCARD", "草稿已删除")} data-testid="announcement-discard">
            删除草稿
          </Button>
        ) : null}
      </div>
      {own?.confirmedAt === undefined ? null : <p className="soft">您已于 {instantLabel(own.confirmedAt)} 确认收到。</p>}
      {figures === undefined ? null : <Receipts announcement={announcement} />}
      {withdrawing !== undefined && isWithdrawing ? (
        <RemarkDialog
          label="撤回"
          isDanger
          rule={withdrawing.remark}
          readers="收件人会看到"
          draftName={`withdraw.${announcementId}`}
          onSend={async (remark): Promise<CallRefusal | undefined> => {
            const done = await withdraw(announcementId, remark);
            if (!done.ok) return done.refusal;
            setWithdrawing(false);
            settled(done.value);
            return undefined;
          }}
          onClose={() => setWithdrawing(false)}
        >
          <p className="decide-who">{announcement.title}</p>
        </RemarkDialog>
      ) : null}
    </>
  );

  function settled(value: AnnouncementDetail): void {
    queryClient.setQueryData(key, value);
    void queryClient.invalidateQueries({ queryKey: ANNOUNCEMENTS_KEY });
  }
  async function act(what: "CONFIRM" | "REMIND" | "DISCARD", done: string): Promise<void> {
    const result = await step(announcementId, what);
    setProblem(result.ok ? undefined : result.refusal.message);
    if (!result.ok) return void detail.refetch();
    settled(result.value);
    void message.success(done);
  }
  async function favour(isFavourite: boolean): Promise<void> {
    const result = await api.call(announcementRoutes.favourAnnouncement, { params: { announcementId }, body: { isFavourite } });
    if (result.ok) settled(result.value);
    else setProblem(result.refusal.message);
  }
}

export function AnnouncementTags({
  announcement,
}: {
  readonly announcement: Pick<AnnouncementDetail, "status" | "statusLabel" | "isImportant" | "needsConfirmation">;
}) {
  return (
    <span className="tag-line">
      {announcement.isImportant ? <StatusTag tone="alert">重要</StatusTag> : null}
      {announcement.needsConfirmation ? <StatusTag tone="waiting">须确认</StatusTag> : null}
      {announcement.status === "SENT" ? null : <StatusTag tone={announcement.status === "WITHDRAWN" ? "bad" : "quiet"}>{announcement.statusLabel}</StatusTag>}
    </span>
  );
}

/** 接收情况. */
function Receipts({ announcement }: { readonly announcement: AnnouncementDetail }) {
  const { announcementId, figures, needsConfirmation } = announcement;
  const isPhone = useIsPhone();
  const [state, setState] = useState<ReceiptState>("UNREAD");
  const pages = useCursorStack(state);
  const list = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "receipts", announcementId, state, pages.cursor],
    queryFn: () => read(announcementRoutes.listReceipts, { params: { announcementId }, query: { state, limit: 20, cursor: pages.cursor } }),
  });
  if (figures === undefined) return null;
  const tabs = RECEIPT_STATES.filter((each) => each !== "UNCONFIRMED" || needsConfirmation).map((key) => ({ key, label: RECEIPT_STATE_LABELS[key] }));
  return (
    <section className="drawer-section" aria-label="接收情况" data-testid="announcement-receipts">
      <h3>接收情况</h3>
      <p className="sum-line" data-testid="announcement-figures">
        共 {figures.recipients} 人，已读 {figures.read}，未读 {figures.unread}
        {needsConfirmation ? `，已确认 ${figures.confirmed}` : ""}
        {figures.isSpreading ? "（正在发送…）" : ""}
      </p>
      <ExportButton route={announcementRoutes.exportReceipts} input={{ params: { announcementId }, query: {} }} />
      <ChoiceTabs label="接收情况" panelId="receipts" active={state} onChange={setState} items={tabs} />
      <div id="receipts" role="tabpanel" aria-label={RECEIPT_STATE_LABELS[state]}>
        {list.data === undefined ? (
          list.error === null ? (
            <Loading />
          ) : (
            <ErrorState error={list.error} onRetry={() => void list.refetch()} />
          )
        ) : list.data.items.length === 0 ? (
          <EmptyState sentence={`没有${RECEIPT_STATE_LABELS[state]}的收件人。`} />
        ) : (
          <>
            {isPhone ? (
              <ul className="receipt-lines">
                {list.data.items.map(({ username, name, orgName, readAt, confirmedAt, toldLabel }) => (
                  <li key={username} data-testid="receipt-row">
                    <p>
                      <b>{name}</b> <span className="soft">{orgName}</span>
                    </p>
                    <p className="number">
                      {readAt === undefined ? "未读" : `${instantLabel(readAt)} 已读`}
                      {confirmedAt === undefined ? "" : `，${instantLabel(confirmedAt)} 确认`}
                    </p>
                    <p className="soft" data-testid="receipt-told">
                      提醒{toldLabel}
                    </p>
                  </li>
                ))}
              </ul>
            ) : (
              <div className="wide-table">
                <table className="records-table">
                  <thead>
                    <tr>
                      <th scope="col">姓名</th>
                      <th scope="col">单位</th>
                      <th scope="col">阅读</th>
                      {needsConfirmation ? <th scope="col">确认</th> : null}
                      <th scope="col">提醒</th>
                    </tr>
                  </thead>
                  <tbody>
                    {list.data.items.map((receipt) => (
                      <tr key={receipt.username} data-testid="receipt-row">
                        <td className="nowrap">{receipt.name}</td>
                        <td>{receipt.orgName}</td>
                        <td className="nowrap number">{receipt.readAt === undefined ? "未读" : instantLabel(receipt.readAt)}</td>
                        {needsConfirmation ? (
                          <td className="nowrap number">{receipt.confirmedAt === undefined ? "—" : instantLabel(receipt.confirmedAt)}</td>
                        ) : null}
                        <td data-testid="receipt-told">{receipt.toldLabel}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
            <Pager pageNumber={pages.pageNumber} next={list.data.next} isBusy={list.isFetching} onBack={pages.goBack} onNext={pages.goNext} />
          </>
        )}
      </div>
    </section>
  );
}
