import { useQuery } from "@tanstack/react-query";
import { Modal } from "antd";
import type { ContentStep } from "@app/contract/content/ban.schema";
import { instantLabel } from "@app/contract/kernel/time";
import { moderationRoutes } from "@app/contract/visits/moderation.routes";
import type { HeldContent, HeldContentDetail } from "@app/contract/visits/moderation.schema";
import { read } from "../../platform/api";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PhotoStrip } from "../../ui/PhotoStrip";

/** Everything that ever happened to one thing somebody posted, the latest first, and what the cameras wrote (promise M18). */
export function ContentHistory({ content, onClose }: { readonly content: HeldContent; readonly onClose: () => void }) {
  const found = useQuery({
    queryKey: ["content", "detail", content.bookingId],
    queryFn: () => read(moderationRoutes.getContent, { params: { bookingId: content.bookingId } }),
  });
  return (
    <Modal open title="办理经过" footer={null} onCancel={onClose}>
      {found.data === undefined ? (
        found.error === null ? (
          <Loading />
        ) : (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : (
        <Shown detail={found.data} />
      )}
    </Modal>
  );
}

function Shown({ detail }: { readonly detail: HeldContentDetail }) {
  return (
    <div data-testid="content-detail">
      <StepList steps={detail.history} />
      {detail.redacted.length === 0 ? null : (
        <>
          <h3 className="content-part">遮挡前的照片（只有审核人员看得到）</h3>
          <PhotoStrip photos={detail.redacted.map(({ original }) => original)} label="遮挡前的照片" />
        </>
      )}
      {detail.photoFacts.length === 0 ? null : (
        <>
          <h3 className="content-part">照片信息</h3>
          <ul className="content-facts">
            {detail.photoFacts.map((fact, index) => (
              <li key={fact.attachmentId}>
                第 {index + 1} 张：{photoFactText(fact)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function photoFactText({ takenAt, place }: HeldContentDetail["photoFacts"][number]): string {
  if (takenAt === undefined && place === undefined) return "照片里没有拍摄时间和地点";
  const when = takenAt === undefined ? "没有拍摄时间" : `${takenAt.replace("T", " ")} 拍摄`;
  return `${when}，${place === undefined ? "没有拍摄地点" : `纬度 ${place.latitude.toFixed(4)}，经度 ${place.longitude.toFixed(4)}`}`;
}

/** Who did what and when, a line each; what they wrote stands below. */
export function StepList({ steps }: { readonly steps: readonly ContentStep[] }) {
  return (
    <ol className="step-list">
      {steps.map((step, index) => (
        <li key={index} data-testid="content-step">
          <span className="step-what">
            {step.byName} · {step.label}
          </span>
          <span className="step-at">{instantLabel(step.at)}</span>
          {step.remark === undefined ? null : <span className="step-remark">{step.remark}</span>}
        </li>
      ))}
    </ol>
  );
}
