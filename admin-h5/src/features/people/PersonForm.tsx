import { Button, Drawer, Input } from "antd";
import { useState, type FormEvent } from "react";
import type { FieldProblem } from "@app/contract/kernel/errors";
import type { PostId, RequestId } from "@app/contract/kernel/ids";
import { CreateOfficePerson, EditOfficePerson, type ChosenPost, type OfficePersonDetail } from "@app/contract/people/officePerson.schema";
import { useMe } from "../../platform/currentUser";
import { FormField, fieldState, problemAt, problemsOf } from "../../ui/FormField";
import { Refusal } from "../../ui/Refusal";
import { useIsPhone } from "../../ui/useIsPhone";
import { createPerson, editPerson } from "./peopleCommands";
import { PostPicker, type PickedPost } from "./PostPicker";

/** The form checks in the contract's own words before it sends; a request id is made when it is sent. */
const ANY_REQUEST = "checked-before-sent" as RequestId;

interface Props {
  readonly isOpen: boolean;
  /** undefined for a new one. */
  readonly person: OfficePersonDetail | undefined;
  readonly onClose: () => void;
  readonly onSaved: (person: OfficePersonDetail) => void;
}

export function PersonFormDrawer({ isOpen, person, onClose, onSaved }: Props) {
  const isPhone = useIsPhone();
  return (
    <Drawer
      open={isOpen}
      onClose={onClose}
      size={isPhone ? "100%" : 560}
      title={person === undefined ? "新增人员" : `修改${person.name}的资料`}
      destroyOnHidden
    >
      <PersonForm person={person} onSaved={onSaved} />
    </Drawer>
  );
}

/** What a number is for; while it is being changed, what that ends. */
function phoneHint(isMe: boolean, isChanging: boolean): string {
  if (isMe) return "自己的手机号在「通讯录」里更换。";
  return isChanging
    ? "换号后，原手机会收到提醒，对方要重新登录、重新绑定微信。换了人的，请把姓名一起改，原来的密码随之失效。"
    : "第一次登录和忘记密码时，验证码发到这里。一个号码只能给一个人。";
}

function PersonForm({ person, onSaved }: Pick<Props, "person" | "onSaved">) {
  const me = useMe();
  // What the editor saw: whoever was faster is found by it.
  const [seen] = useState(person);
  const [username, setUsername] = useState("");
  const [name, setName] = useState(seen?.name ?? "");
  const [phone, setPhone] = useState(seen?.phone ?? "");
  const [landline, setLandline] = useState(seen?.landline ?? "");
  const [email, setEmail] = useState(seen?.email ?? "");
  const [posts, setPosts] = useState<readonly PickedPost[]>(seen?.posts ?? []);
  const [isSending, setSending] = useState(false);
  const [notice, setNotice] = useState<string>();
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const isMe = seen !== undefined && me.username === seen.username;
  return (
    <form className="people-form" onSubmit={(event) => void submit(event)} noValidate data-testid="person-form">
      <Refusal sentence={notice} testId="person-refusal" />
      {seen === undefined ? field("person-username", "用户名", "username", username, setUsername, "4-32 位，以字母开头，例如 zhang.san。以后不能改。") : null}
      {field("person-name", "姓名", "name", name, setName)}
      {field("person-phone", "手机", "phone", phone, setPhone, phoneHint(isMe, seen !== undefined && phone.trim() !== seen.phone), isMe)}
      {field("person-landline", "固定电话（选填）", "landline", landline, setLandline)}
      {field("person-email", "邮箱（选填）", "email", email, setEmail)}
      <FormField
        id="person-posts"
        label="岗位"
        hint={isMe ? "自己的岗位由其他管理员调整。" : "权限来自岗位，可以有几个。找不到岗位，请先在组织机构里设立。"}
        problem={problemAt(problems, "posts")}
      >
        <PostPicker value={posts} onChange={setPosts} isFixed={isMe} />
      </FormField>
      <Button type="primary" size="large" block htmlType="submit" loading={isSending} data-testid="person-save">
        {seen === undefined ? "新增" : "保存"}
      </Button>
      {seen === undefined ? (
        <p className="form-hint">保存后系统发短信给本人，密码由本人第一次登录时设置；没有开通短信的平台会显示一个一次性密码，请转告本人。</p>
      ) : null}
    </form>
  );

  function field(id: string, label: string, path: string, value: string, onChange: (text: string) => void, hint?: string, isFixed = false) {
    const problem = problemAt(problems, path);
    return (
      <FormField id={id} label={label} hint={hint} problem={problem}>
        <Input
          id={id}
          size="large"
          value={value}
          disabled={isFixed}
          onChange={(event) => onChange(event.target.value)}
          {...fieldState(id, problem)}
          data-testid={id}
        />
      </FormField>
    );
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending) return;
    setNotice(undefined);
    const chosen = posts.map(({ organizationId, postId }) => ({ organizationId, postId }) as ChosenPost);
    const common = { requestId: ANY_REQUEST, name, phone, landline, email, posts: chosen };
    const created = seen === undefined ? CreateOfficePerson.safeParse({ ...common, username }) : undefined;
    const edited =
      seen === undefined
        ? undefined
        : EditOfficePerson.safeParse({ ...common, version: seen.version, seenPostIds: seen.posts.map((post) => post.postId as PostId) });
    const failed = created?.error ?? edited?.error;
    setProblems(failed === undefined ? [] : problemsOf(failed));
    if (failed !== undefined) return;
    setSending(true);
    const result =
      created?.data !== undefined
        ? await createPerson(withoutRequest(created.data))
        : await editPerson(seen?.username ?? "", withoutRequest(edited?.data as EditOfficePerson));
    setSending(false);
    if (result.ok) return onSaved(result.value);
    setProblems(result.refusal.fields);
    if (result.refusal.fields.length === 0) setNotice(result.refusal.message);
  }
}

function withoutRequest<T extends { readonly requestId: RequestId }>({ requestId: _requestId, ...content }: T): Omit<T, "requestId"> {
  return content;
}
