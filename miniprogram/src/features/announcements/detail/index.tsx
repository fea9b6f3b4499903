import { View } from "@tarojs/components";
import { useEffect, useState } from "react";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import type { AnnouncementDetail } from "@app/contract/announcements/announcement.schema";
import type { AnnouncementId } from "@app/contract/kernel/ids";
import { instantLabel } from "@app/contract/kernel/time";
import { api } from "../../../api/apiClient";
import { act } from "../../../api/intention";
import { LogInWall } from "../../../api/LogInWall";
import { useSession } from "../../../api/session";
import { useRemote } from "../../../api/useRemote";
import { serverAddress } from "../../../platform/http";
import { usePageQuery } from "../../../platform/navigation";
import { usePageShow, usePullToRefresh } from "../../../platform/pageLife";
import { previewPhotos } from "../../../platform/previewPhotos";
import { takeFile } from "../../../platform/takeFile";
import { toast } from "../../../platform/toast";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { ErrorState } from "../../../ui/ErrorState";
import { KeyValue, Row } from "../../../ui/KeyValue";
import { NoticeBar } from "../../../ui/NoticeBar";
import { Page } from "../../../ui/Page";
import { Skeleton } from "../../../ui/Skeleton";
import "../announcements.css";

/** One announcement; opening it is what makes it read. */
export default function AnnouncementPage() {
  const announcementId = (usePageQuery().announcementId ?? "") as AnnouncementId;
  const token = useSession()?.token;
  const { remote, refresh, replace } = useRemote(token === undefined ? undefined : `announcement:${announcementId}:${token}`, () =>
    api.call(announcementRoutes.readAnnouncement, { params: { announcementId }, body: {} }),
  );
  usePageShow(() => void refresh());
  usePullToRefresh(refresh);
  if (remote.kind === "READY" && token !== undefined) return <Announcement announcement={remote.value} onChanged={replace} />;
  return (
    <Page>
      {token === undefined ? (
        <LogInWall message="登录后查看公文通告" onLoggedIn={() => undefined} />
      ) : remote.kind === "FAILED" ? (
        <ErrorState message={remote.refusal.message} onRetry={() => void refresh()} />
      ) : (
        <Skeleton />
      )}
    </Page>
  );
}

interface Props {
  readonly announcement: AnnouncementDetail;
  readonly onChanged: (announcement: AnnouncementDetail) => void;
}

function Announcement({ announcement, onChanged }: Props) {
  const { announcementId, own, withdrawal, files } = announcement;
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  useEffect(() => setProblem(undefined), [announcementId]);

  const confirm = async (): Promise<void> => {
    setSending(true);
    const answer = await act(`confirm-announcement:${announcementId}`, {}, (body) =>
      api.call(announcementRoutes.confirmAnnouncement, { params: { announcementId }, body }),
    );
    setSending(false);
    if (!answer.ok) return setProblem(answer.refusal.message);
    onChanged(answer.value);
    toast("已确认收到");
  };
  const favour = async (isFavourite: boolean): Promise<void> => {
    const answer = await api.call(announcementRoutes.favourAnnouncement, { params: { announcementId }, body: { isFavourite } });
    if (!answer.ok) return setProblem(answer.refusal.message);
    onChanged(answer.value);
    toast(isFavourite ? "已收藏" : "已取消收藏");
  };
  const take = async (file: AnnouncementDetail["files"][number]): Promise<void> => {
    if (file.kind === "PICTURE") return previewPhotos([serverAddress(file.url)], 0);
    const outcome = await takeFile({ url: serverAddress(file.url), fileName: file.fileName });
    if (outcome.kind !== "TAKEN") setProblem("附件没有下载成功，请检查网络后重试。");
  };

  return (
    <Page>
      <Card title={announcement.title}>
        <KeyValue label="类型">{announcement.kind}</KeyValue>
        {announcement.number !== "" && <KeyValue label="文号">{announcement.number}</KeyValue>}
        <KeyValue label="发布单位">{announcement.orgName}</KeyValue>
        <KeyValue label="发布时间">{instantLabel(announcement.at)}</KeyValue>
      </Card>
      {withdrawal !== undefined && <NoticeBar tone="bad">{`这份公文通告已撤回，不再有效，正文和附件不再显示。原因：${withdrawal.reason}`}</NoticeBar>}
      {announcement.text !== "" && (
        <Card>
          {announcement.text.split("\n").map((paragraph, index) => (
            <View key={index} className="announcement__paragraph">
              {paragraph}
            </View>
          ))}
        </Card>
      )}
      {files.length > 0 && (
        <Card title="附件">
          {files.map((file, index) => (
            <Row key={file.attachmentId} id={`announcement-file-${index + 1}`} label={file.fileName} onPress={() => void take(file)} />
          ))}
        </Card>
      )}
      {problem !== undefined && <NoticeBar tone="bad">{problem}</NoticeBar>}
      {own !== undefined && announcement.needsConfirmation && announcement.status === "SENT" && own.confirmedAt === undefined && (
        <Button id="announcement-confirm" kind="primary" loading={isSending} onPress={() => void confirm()}>
          确认收到
        </Button>
      )}
      {own?.confirmedAt !== undefined && <View className="announcement__end">{`您已于 ${instantLabel(own.confirmedAt)} 确认收到`}</View>}
      {own !== undefined && (withdrawal === undefined || own.isFavourite) && (
        <Button id="announcement-favourite" kind="ghost" onPress={() => void favour(!own.isFavourite)}>
          {own.isFavourite ? "取消收藏" : "收藏"}
        </Button>
      )}
    </Page>
  );
}
