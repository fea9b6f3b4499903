import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Drawer } from "antd";
import type { RegistrationId } from "@app/contract/kernel/ids";
import { LIKENESS_LABELS, type RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { api, read } from "../../platform/api";
import { sendIntended } from "../../platform/sendIntended";
import { ApprovalPanel } from "../../ui/approval/ApprovalPanel";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PrintButton } from "../../ui/PrintButton";
import { RetentionHold } from "../../ui/RetentionHold";
import { useIsPhone } from "../../ui/useIsPhone";
import { RegistrationFacts, RegistrationTag } from "./RegistrationFacts";
import { REGISTRATION_DESK_KEY } from "./useRegistrationDesk";

/** The outcome of an approval reaches the registration a moment later. */
const SETTLES_WITHIN_MS = 1500;

export function RegistrationDrawer({ registrationId, onClose }: { readonly registrationId: RegistrationId | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const queryClient = useQueryClient();
  const registration = useQuery({
    queryKey: ["registration", registrationId],
    queryFn: () => read(registrationRoutes.getRegistration, { params: { registrationId: registrationId ?? ("" as RegistrationId) } }),
    enabled: registrationId !== undefined,
    staleTime: 0,
  });
  const refresh = (): void => {
    for (const queryKey of [["registration", registrationId], ["registrations"], REGISTRATION_DESK_KEY]) void queryClient.invalidateQueries({ queryKey });
  };
  return (
    <Drawer open={registrationId !== undefined} onClose={onClose} size={isPhone ? "100%" : 720} title="注册申请" extra={<PrintButton />} destroyOnHidden>
      <div data-testid="registration-drawer">
        {registration.data !== undefined ? (
          <Reviewed
            registration={registration.data}
            onDecided={() => {
              refresh();
              setTimeout(refresh, SETTLES_WITHIN_MS);
            }}
          />
        ) : registration.error !== null ? (
          <ErrorState error={registration.error} onRetry={() => void registration.refetch()} />
        ) : (
          <Loading rows={10} />
        )}
      </div>
    </Drawer>
  );
}

function Reviewed({ registration, onDecided }: { readonly registration: RegistrationDetail; readonly onDecided: () => void }) {
  const queryClient = useQueryClient();
  const { registrationId } = registration;
  return (
    <>
      <div className="registration-head">
        <h2>{registration.organizationName}</h2>
        <RegistrationTag registration={registration} />
      </div>
      {registration.similar.length === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title="有相似的注册申请，请核对是不是同一家单位"
          description={
            <ul className="registration-alike">
              {registration.similar.map((similar) => (
                <li key={similar.registrationId}>
                  {similar.organizationName}（{similar.statusLabel}）：{similar.alike.map((likeness) => LIKENESS_LABELS[likeness]).join("、")}
                </li>
              ))}
            </ul>
          }
          data-testid="registration-similar"
        />
      )}
      <RegistrationFacts registration={registration} />
      <div className="registration-retention">
        <RetentionHold
          shown={registration}
          caseName={registrationId}
          kept="填写的内容、授权书和账号"
          send={async (step, reason) => {
            const route = step === "RELEASE" ? registrationRoutes.releaseRegistrationRetention : registrationRoutes.holdRegistrationRetention;
            const result = await sendIntended(`${route.id}.${registrationId}`, { reason }, (requestId) =>
              api.call(route, { params: { registrationId }, body: { requestId, reason } }),
            );
            if (result.ok) await queryClient.invalidateQueries({ queryKey: ["registration", registrationId] });
            return result;
          }}
        />
      </div>
      {registration.approvalId === undefined ? null : (
        <div className="registration-approval">
          <ApprovalPanel key={`${registration.approvalId}.${registration.version}`} approvalId={registration.approvalId} onDecided={onDecided} />
        </div>
      )}
    </>
  );
}
