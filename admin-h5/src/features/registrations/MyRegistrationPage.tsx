import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Popconfirm } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { RegistrationDetail } from "@app/contract/registrations/registration.schema";
import { registrationRoutes } from "@app/contract/registrations/registrations.routes";
import { read, RefusedRead } from "../../platform/api";
import { EmptyState } from "../../ui/EmptyState";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { PageHeader } from "../../ui/PageHeader";
import { Panel } from "../../ui/Panel";
import { Refusal } from "../../ui/Refusal";
import { OWN_REGISTRATION, withdrawRegistration } from "./registrationCommands";
import { RegistrationFacts, RegistrationTag, RegistrationTimeline } from "./RegistrationFacts";
import { RegistrationFormView } from "./RegistrationFormView";
import "../../ui/records.css";
import "./registrations.css";

const REFRESH_MS = 15_000;

/** 我的注册: all that an account may see before its organisation is let in. */
export function MyRegistrationPage() {
  const registration = useQuery({
    queryKey: OWN_REGISTRATION,
    queryFn: () => read(registrationRoutes.getOwnRegistration, {}),
    // While it is reviewed the answer may come at any moment; while it is filled in nothing may move under somebody's hands.
    refetchInterval: ({ state }) => (state.data?.status === "IN_REVIEW" ? REFRESH_MS : false),
    refetchOnWindowFocus: ({ state }) => state.data?.status === "IN_REVIEW",
  });
  return (
    <div className="page">
      <PageHeader title="我的注册" lead={registration.data === undefined ? undefined : registration.data.organizationName} />
      {registration.data !== undefined ? (
        <Own registration={registration.data} />
      ) : registration.error === null ? (
        <Panel>
          <Loading rows={10} />
        </Panel>
      ) : registration.error instanceof RefusedRead && registration.error.refusal.code === "NOT_FOUND" ? (
        <Panel>
          <EmptyState sentence="这个账号没有注册申请，也还没有可用的功能。" hint="如果您认为账号的角色不对，请联系上级管理员；要用别的账号，请先退出登录。" />
        </Panel>
      ) : (
        <Panel>
          <ErrorState error={registration.error} onRetry={() => void registration.refetch()} />
        </Panel>
      )}
    </div>
  );
}

function Own({ registration }: { readonly registration: RegistrationDetail }) {
  const maySend = registration.availableActions.some(({ action }) => action === "SUBMIT");
  return (
    <>
      <State registration={registration} />
      {maySend ? (
        <RegistrationFormView key={registration.version} registration={registration} />
      ) : (
        <Panel>
          <div className="registration-head">
            <h2>{registration.organizationName}</h2>
            <RegistrationTag registration={registration} />
          </div>
          <RegistrationFacts registration={registration} />
        </Panel>
      )}
      <RegistrationTimeline registration={registration} />
    </>
  );
}

/** Where it stands, in one sentence, and the way on. */
function State({ registration }: { readonly registration: RegistrationDetail }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [refusal, setRefusal] = useState<string>();
  switch (registration.status) {
    case "DRAFT":
      return <Alert type="info" showIcon title="账号已创建。请完善下面的资料并上传授权书，提交后由主管部门审核。" data-testid="registration-state" />;
    case "IN_REVIEW":
      return (
        <Panel>
          <div className="registration-state" data-testid="registration-state">
            <p>
              资料已提交，正在等待<strong>{registration.reviewedBy}</strong>审核。结果会发短信到 {registration.principalPhoneMasked}，也可以用这个账号登录查看。
            </p>
            <Refusal sentence={refusal} />
            {registration.availableActions.some(({ action }) => action === "WITHDRAW") ? (
              <Popconfirm title="撤回后可以修改，再重新提交审核。确定撤回吗？" okText="撤回" cancelText="再想想" onConfirm={() => void withdraw()}>
                <Button data-testid="registration-withdraw">撤回修改</Button>
              </Popconfirm>
            ) : null}
          </div>
        </Panel>
      );
    case "RETURNED":
    case "REJECTED":
      return (
        <Alert
          type="error"
          showIcon
          title={`${registration.status === "RETURNED" ? "退回修改" : "审核不通过"}：${registration.reason ?? "请核对资料"}`}
          description="请按要求修改下面的资料，再重新提交。"
          data-testid="registration-state"
        />
      );
    case "WITHDRAWN":
      return <Alert type="warning" showIcon title="申请已撤回。修改后请重新提交。" data-testid="registration-state" />;
    case "APPROVED":
      return (
        <Panel>
          <div className="registration-state" data-testid="registration-state">
            <p>审核通过，{registration.organizationName}已开通。以后用这个账号和密码登录。</p>
            <Button type="primary" size="large" onClick={() => void enter()} data-testid="registration-enter">
              进入平台
            </Button>
          </div>
        </Panel>
      );
  }

  async function withdraw(): Promise<void> {
    const result = await withdrawRegistration(registration.version);
    if (result.ok) {
      queryClient.setQueryData(OWN_REGISTRATION, result.value);
      return;
    }
    setRefusal(result.refusal.message);
    void queryClient.invalidateQueries({ queryKey: OWN_REGISTRATION });
  }
  /** The account has rights now that this page does not know of. */
  async function enter(): Promise<void> {
    await queryClient.invalidateQueries({ queryKey: ["me"] });
    void navigate("/");
  }
}
