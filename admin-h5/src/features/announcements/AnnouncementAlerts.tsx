import { useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect } from "react";
import { useNavigate } from "react-router";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { read } from "../../platform/api";
import { PATHS } from "../../platform/paths";
import { useIsPhone } from "../../ui/useIsPhone";
import { isSoundOn, playAlert } from "./alertSound";
import { ANNOUNCEMENTS_KEY } from "./announcementCommands";

const REFRESH_MS = 60_000;
const PHONE_SECONDS = 6;
/** Once a window, also through a reload. */
const SHOWN = "civic-green.back-office.alert.";

/** An important announcement that was not read yet opens as a notification when it arrives: once a window, and not while it is read already (seed 004, 5.2.11.2). */
export function AnnouncementAlerts() {
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const alerts = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "alerts"],
    queryFn: () => read(announcementRoutes.getAnnouncementAlerts, {}),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  });
  useEffect(() => {
    const fresh = (alerts.data?.items ?? []).filter(({ announcementId }) => sessionStorage.getItem(SHOWN + announcementId) === null);
    if (fresh.length === 0) return;
    for (const { announcementId, kind, title, orgName } of fresh) {
      sessionStorage.setItem(SHOWN + announcementId, "shown");
      notification.info({
        // At the right it would lie on a drawer's buttons, above on its title; a phone has room nowhere, so there it goes by itself.
        placement: isPhone ? "top" : "bottomLeft",
        key: announcementId,
        title: `重要${kind}：${title}`,
        description: `${orgName}发布，点这里查阅。`,
        duration: isPhone ? PHONE_SECONDS : 0,
        onClick: () => {
          notification.destroy(announcementId);
          void navigate(`${PATHS.announcements}?announcement=${announcementId}`);
        },
      });
    }
    if (isSoundOn()) playAlert(fresh.map(({ kind, title }) => `您有重要${kind}：${title}`).join("。"));
  }, [alerts.data, isPhone, navigate, notification]);
  return null;
}
