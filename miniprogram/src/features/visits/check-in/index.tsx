import { useEffect, useRef } from "react";
import { useSession } from "../../../api/session";
import { openTab, usePageQuery } from "../../../platform/navigation";
import { scanCode } from "../../../platform/scan";
import { useAdmission } from "../../../admission/useAdmission";
import { Button } from "../../../ui/Button";
import { Card } from "../../../ui/Card";
import { EmptyState } from "../../../ui/EmptyState";
import { Page } from "../../../ui/Page";
import { LogInWall } from "../../../api/LogInWall";
import { SelfCheckIn } from "../self-check-in/SelfCheckIn";

/** Opened by the poster: by its printed link as `c`, or by its WeChat code as `scene`. The server tells which of its own codes it is. */
export default function CheckInPage() {
  const query = usePageQuery();
  const posterCode = query.c ?? (query.scene === undefined ? undefined : decodeURIComponent(query.scene));
  const isLoggedIn = useSession() !== undefined;
  const entrance = useAdmission();
  const { admission, inspect } = entrance;
  const isRead = useRef(false);
  const showBookings = (): void => void openTab("/pages/bookings/index");

  useEffect(() => {
    if (posterCode === undefined || !isLoggedIn || isRead.current) return;
    isRead.current = true;
    void inspect(posterCode);
  }, [inspect, isLoggedIn, posterCode]);

  const scan = async (): Promise<void> => {
    const scanned = await scanCode();
    if (scanned.kind === "SCANNED") await inspect(scanned.text);
  };

  if (!isLoggedIn) {
    return (
      <Page>
        <LogInWall message="登录后即可打卡入场" onLoggedIn={() => undefined} />
      </Page>
    );
  }
  if (posterCode === undefined && admission.step === "IDLE") {
    return (
      <Page>
        <EmptyState title="请扫闸口处的打卡海报" hint="海报一般张贴在开放单位的入口。" />
        <Button id="scan-button" onPress={() => void scan()}>
          扫一扫
        </Button>
      </Page>
    );
  }
  return (
    <Page>
      <Card title="到访打卡">
        <SelfCheckIn entrance={entrance} onAdmitted={() => undefined} onDone={showBookings} doneLabel="查看我的预约" />
      </Card>
    </Page>
  );
}
