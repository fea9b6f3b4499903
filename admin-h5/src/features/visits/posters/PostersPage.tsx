import PrinterOutlined from "@ant-design/icons/PrinterOutlined";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useSearchParams } from "react-router";
import type { FacilityId } from "@app/contract/kernel/ids";
import { visitRoutes } from "@app/contract/visits/visits.routes";
import { read } from "../../../platform/api";
import { EmptyState } from "../../../ui/EmptyState";
import { ErrorState } from "../../../ui/ErrorState";
import { Loading } from "../../../ui/Loading";
import { PageHeader } from "../../../ui/PageHeader";
import { Panel } from "../../../ui/Panel";
import { FacilityPicker } from "../facilities/FacilityPicker";
import { useFacilityChoices } from "../facilities/useFacilityChoices";
import { Poster } from "./Poster";
import "../visits.css";
import "./poster.css";

export function PostersPage() {
  const [query, setQuery] = useSearchParams();
  const choices = useFacilityChoices("posters.read");
  const facility = choices.all.find((choice) => choice.facilityId === query.get("facilityId")) ?? choices.all[0];
  const poster = useQuery({
    queryKey: ["poster", facility?.facilityId],
    queryFn: () => read(visitRoutes.getPoster, { params: { facilityId: facility?.facilityId ?? ("" as FacilityId) } }),
    enabled: facility !== undefined,
  });

  return (
    <div className="page posters-page">
      <PageHeader
        title="打卡海报"
        lead="打印后贴在入口处，预约人用微信扫一扫就能自己打卡。"
        extra={
          <>
            <FacilityPicker choices={choices.all} value={facility?.facilityId} onChange={(facilityId) => setQuery({ facilityId }, { replace: true })} />
            <Button type="primary" icon={<PrinterOutlined />} disabled={poster.data === undefined} onClick={() => window.print()} data-testid="print-poster">
              打印
            </Button>
          </>
        }
      />
      {poster.data !== undefined ? <Poster poster={poster.data} /> : <Panel>{instead()}</Panel>}
    </div>
  );

  function instead() {
    if (choices.error !== null) return <ErrorState error={choices.error} onRetry={choices.retry} />;
    if (poster.error !== null) return <ErrorState error={poster.error} onRetry={() => void poster.refetch()} />;
    if (facility === undefined && !choices.isLoading)
      return <EmptyState sentence="您的范围里还没有开放单位，没有海报可打印。" hint="单位开放后会自动出现在这里。" />;
    return <Loading rows={10} />;
  }
}
