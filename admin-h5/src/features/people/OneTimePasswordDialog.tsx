import { Button, Modal } from "antd";
import type { OfficePersonDetail } from "@app/contract/people/officePerson.schema";

/** Where no SMS goes out somebody has to say it; it is shown this once, so nothing but its own button closes it. */
export function OneTimePasswordDialog({ person, onClose }: { readonly person: OfficePersonDetail | undefined; readonly onClose: () => void }) {
  return (
    <Modal
      open={person !== undefined}
      title="请把一次性密码告诉本人"
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={onClose} data-testid="one-time-password-done">
          已经记下
        </Button>
      }
    >
      <p>本平台还没有开通短信，请当面或打电话告诉{person?.name}。关掉以后就看不到了；第一次登录会要求换成自己的密码。</p>
      <dl className="facts people-one-time">
        <dt>用户名</dt>
        <dd>{person?.username}</dd>
        <dt>一次性密码</dt>
        <dd className="number" data-testid="one-time-password">
          {person?.oneTimePassword}
        </dd>
      </dl>
    </Modal>
  );
}
