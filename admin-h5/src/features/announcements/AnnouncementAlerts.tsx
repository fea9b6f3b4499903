import { useQuery } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { announcementRoutes } from "@app/contract/announcements/announcements.routes";
import { read } from "../../platform/api";
import { PATHS } from "../../platform/paths";
import { isSoundOn, playChime } from "./alertSound";
import { ANNOUNCEMENTS_KEY } from "./announcementCommands";

const REFRESH_MS = 60_000;

/** An important announcement that was not read yet opens as a notification when it arrives: once a window, and not while it is read already (seed 004, 5.2.11.2). */
export function AnnouncementAlerts() {
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const shown = useRef(new Set<string>());
  const alerts = useQuery({
    queryKey: [...ANNOUNCEMENTS_KEY, "alerts"],
    queryFn: () => read(announcementRoutes.getAnnouncementAlerts, {}),
    refetchInterval: REFRESH_MS,
    refetchOnWindowFocus: true,
  });
  useEffect(() => {
    const fresh = (alerts.data?.items ?? []).filter(({ announcementId }) => !shown.current.has(announcementId));
    if (fresh.length === 0) return;
    for (const { announcementId, kind, title, orgName } of fresh) {
      shown.current.add(announcementId);
      notification.info({
        // Above, it would lie on the bell and on the title of an open drawer.
        placement: "bottomRight",
        key: announcementId,
        title: `重要${kind}：${title}`,
        description: `${orgName}发布，点这里查阅。`,
        duration: 0,
        onClick: () => {
          notification.destroy(announcementId);
          void navigate(`${PATHS.announcements}?announcement=${announcementId}`);
        },
      });
    }
    if (isSoundOn()) playChime();
  }, [alerts.data, navigate, notification]);
  return null;
}
