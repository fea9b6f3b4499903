import { EmptyState } from "../../ui/EmptyState";
import { Page } from "../../ui/Page";

export default function HomePage() {
  return (
    <Page>
      <EmptyState title="暂无开放单位" hint="开放单位发布场次后，会显示在这里。" />
    </Page>
  );
}
