import { openTab } from "../../platform/navigation";
import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";

export default function BookingsPage() {
  return (
    <Page>
      <EmptyState title="还没有预约" hint="选好开放单位和场次后，预约会显示在这里。" action={{ label: "去看看开放单位", onPress: () => void openTab("/pages/home/index") }} />
    </Page>
  );
}
