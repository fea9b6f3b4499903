import { Skeleton } from "antd";

export function Loading({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="loading" aria-busy="true" aria-label="正在加载" data-testid="loading">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
