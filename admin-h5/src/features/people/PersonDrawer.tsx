import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Drawer } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { instantLabel } from "@app/contract/kernel/time";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { peopleRoutes } from "@app/contract/people/people.routes";
import { read } from "../../platform/api";
import { useMe } from "../../platform/currentUser";
import { personRightsPath } from "../../platform/paths";
import { ErrorState } from "../../ui/ErrorState";
import { Loading } from "../../ui/Loading";
import { StatusTag } from "../../ui/StatusTag";
import { useIsPhone } from "../../ui/useIsPhone";
import { DevicesDialog, SecondStepDialog, UnbindDialog } from "./AccessDialogs";
import { HandOverDialog } from "./HandOverDialog";
import { PersonFormDrawer } from "./PersonForm";
import { ResetDialog, StatusDialog } from "./StatusDialog";

/** One person: how they are reached, what they hold, who changed what, and what may be done. */
export function PersonDrawer({ username, onClose }: { readonly username: string | undefined; readonly onClose: () => void }) {
  const isPhone = useIsPhone();
  const person = useQuery({
    queryKey: ["people", "detail", username],
    queryFn: () => read(peopleRoutes.getOfficePerson, { params: { username: username ?? "" } }),
    enabled: username !== undefined,
  });
  return (
    <Drawer open={username !== undefined} onClose={onClose} size={isPhone ? "100%" : 560} title="人员详情" destroyOnHidden data-testid="person-drawer">
      {person.data !== undefined ? (
        <Detail person={person.data} />
      ) : person.error !== null ? (
        <ErrorState error={person.error} onRetry={() => void person.refetch()} />
      ) : (
        <Loading rows={8} />
      )}
    </Drawer>
  );
}

type Doing = "EDIT" | "STATUS" | "RESET" | "HAND_OVER" | "UNBIND" | "DEVICES" | "SECOND_STEP";

function Detail({ person }: { readonly person: OfficePersonDetail }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<Doing>();
  const [said, setSaid] = useState<string>();
  const isMe = me.username === person.username;
  const isActive = person.status === "ACTIVE";
  const close = () => {
    setDoing(undefined);
    // Whoever was refused sees what a colleague made of it.
    void queryClient.invalidateQueries({ queryKey: ["people"] });
  };
  const done = (sentence: string) => {
    setSaid(sentence);
    close();
  };
  return (
    <>
      {said === undefined ? null : <Alert className="decide-notice" type="success" showIcon title={said} role="status" data-testid="person-done" />}
      <dl className="facts">
        <dt>姓名</dt>
        <dd>
          {person.name} <StatusTag tone={isActive ? "good" : "quiet"}>{person.statusLabel}</StatusTag>
        </dd>
        <dt>用户名</dt>
        <dd>{person.username}</dd>
        <dt>手机</dt>
        <dd className="number">{person.phone}</dd>
        <dt>固定电话</dt>
        <dd>{person.landline || NONE}</dd>
        <dt>邮箱</dt>
        <dd>{person.email || NONE}</dd>
        <dt>岗位</dt>
        <dd>
          {person.posts.length === 0
            ? `${person.orgName}（${person.roleLabels.join("、")}）`
            : person.posts.map((post) => (
                <span key={post.postId} className="people-post">
                  {post.orgName} · {post.postName}
                </span>
              ))}
        </dd>
        <dt>密码</dt>
        <dd>{person.hasPassword ? "已设置" : "还没有设置，本人用手机验证码登录后设置；没有开通短信的，请点「清除密码」得到一次性密码"}</dd>
        <dt>微信</dt>
        <dd>{person.isWechatBound ? "已绑定" : "没有绑定"}</dd>
        <dt>两步验证</dt>
        <dd>{person.hasSecondStep ? "已开启" : "没有开启"}</dd>
        <dt>最近登录</dt>
        <dd>{person.lastLogInAt === undefined ? <span className="soft">没有记录</span> : instantLabel(person.lastLogInAt)}</dd>
      </dl>
      <p className="people-rights">
        <Link to={personRightsPath(person.username)} data-testid="open-rights">
          这个人能做什么，为什么
        </Link>
      </p>
      {person.canEdit ? (
        <div className="drawer-actions">
          <Button type="primary" onClick={() => setDoing("EDIT")} data-testid="person-edit">
            修改
          </Button>
          {isMe ? null : (
            <>
              <Button onClick={() => setDoing("HAND_OVER")} data-testid="person-hand-over">
                交接工作
              </Button>
              {isActive ? (
                <Button onClick={() => setDoing("RESET")} data-testid="person-reset">
                  清除密码
                </Button>
              ) : null}
              <Button onClick={() => setDoing("DEVICES")} data-testid="person-devices">
                登录设备
              </Button>
              {person.isWechatBound ? (
                <Button onClick={() => setDoing("UNBIND")} data-testid="person-unbind">
                  解绑微信
                </Button>
              ) : null}
              {person.hasSecondStep ? (
                <Button onClick={() => setDoing("SECOND_STEP")} data-testid="person-second-step">
                  重置两步验证
                </Button>
              ) : null}
              <Button danger={isActive} onClick={() => setDoing("STATUS")} data-testid="person-status">
                {isActive ? "停用账号" : "启用账号"}
              </Button>
            </>
          )}
        </div>
      ) : person.cannotEditBecause === undefined ? null : (
        <p className="soft">{person.cannotEditBecause}</p>
      )}
      <section className="drawer-section">
        <h3>变更记录</h3>
        {person.changes.length === 0 ? (
          <p className="soft">还没有变更。</p>
        ) : (
          <ol className="timeline" data-testid="person-changes">
            {person.changes.map((change) => (
              <li key={`${change.at}${change.label}`}>
                <p className="timeline-what">{change.label}</p>
                <p className="timeline-when">
                  {change.byName}，{instantLabel(change.at)}
                </p>
                {change.lines.length === 0 ? null : <p className="timeline-remark">{change.lines.join("\n")}</p>}
              </li>
            ))}
          </ol>
        )}
      </section>
      <PersonFormDrawer isOpen={doing === "EDIT"} person={person} onClose={close} onSaved={(saved) => done(`已保存${saved.name}的资料。`)} />
      {doing === "STATUS" ? <StatusDialog person={person} onClose={close} onDone={done} /> : null}
      {doing === "RESET" ? <ResetDialog person={person} onClose={close} onDone={done} /> : null}
      {doing === "UNBIND" ? <UnbindDialog person={person} onClose={close} onDone={done} /> : null}
      {doing === "DEVICES" ? <DevicesDialog person={person} onClose={close} onDone={done} /> : null}
      {doing === "SECOND_STEP" ? <SecondStepDialog person={person} onClose={close} onDone={done} /> : null}
      {doing === "HAND_OVER" ? <HandOverDialog person={person} onClose={close} onDone={done} /> : null}
    </>
  );
}

const NONE = <span className="soft">没有填写</span>;
