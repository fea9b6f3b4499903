import { FAMILY_PARTY_MAX, FAMILY_PARTY_MIN } from "@app/contract/visits/hold.schema";
import type { FacilityPoster } from "@app/contract/visits/facility.schema";

/** One A4 page, the same on the screen and on paper. Sizes follow the poster's own width. */
export function Poster({ poster }: { readonly poster: FacilityPoster }) {
  return (
    <>
      {poster.wechatCodePngBase64 === undefined ? (
        <p className="poster-notice" role="status" data-testid="wechat-code-missing">
          微信暂时没有返回小程序码，海报上先只印二维码，用微信扫一扫同样可以打卡。稍后刷新本页可再取一次。
        </p>
      ) : null}
      <article className="poster on-paper" data-testid="poster" aria-label={`${poster.facilityName} 打卡海报`}>
        <header className="poster-head">
          <p>环保设施向公众开放</p>
          <h2 style={{ fontSize: `${nameSizeCqw(poster.facilityName)}cqw` }} data-testid="poster-facility">
            {poster.facilityName}
          </h2>
        </header>
        <p className="poster-title">扫码打卡</p>
        <div className="poster-codes">
          <figure>
            <img src={`data:image/png;base64,${poster.posterQrPngBase64}`} alt="打卡二维码" data-testid="poster-qr" />
            <figcaption>微信扫一扫</figcaption>
          </figure>
          {poster.wechatCodePngBase64 === undefined ? null : (
            <figure>
              <img src={`data:image/png;base64,${poster.wechatCodePngBase64}`} alt="打卡小程序码" data-testid="poster-wechat-code" />
              <figcaption>小程序码</figcaption>
            </figure>
          )}
        </div>
        <ol className="poster-steps">
          <li>
            <b>扫码</b>
            <span>预约人用自己的手机扫描上面的码</span>
          </li>
          <li>
            <b>选人数</b>
            <span>核对今天的预约，选择现在入场几人</span>
          </li>
          <li>
            <b>入场</b>
            <span>打卡成功即可进；晚到的人再扫一次</span>
          </li>
        </ol>
        <footer className="poster-foot">
          参观须提前预约 · 每个预约 {FAMILY_PARTY_MIN}-{FAMILY_PARTY_MAX} 人 · 城市环境共治平台
        </footer>
      </article>
    </>
  );
}

/** In hundredths of the poster's width: names of up to 19 characters stay on one line. */
function nameSizeCqw(name: string): number {
  return Math.max(4.5, Math.min(6.2, 87 / name.length));
}
