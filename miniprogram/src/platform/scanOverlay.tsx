import { useEffect, useRef, useState, type FormEvent } from "react";
import { createRoot } from "react-dom/client";
import { hasWechatSdk, scanByWechat } from "./wechatSdk.h5";
import type { ScanOutcome } from "./scanOutcome";
import "./scanOverlay.css";

/** Eight looks a second find a code as soon as it is held still, and leave an old phone cool. */
const LOOK_EVERY_MS = 125;
/** Enough for a code that fills a third of the picture; the decoder's time grows with the pixels. */
const LOOK_WIDTH_PX = 480;

/** WeChat's own scanner where the page runs inside WeChat and its SDK is configured; the camera otherwise; typing when there is none. */
export async function scanCode(): Promise<ScanOutcome> {
  if (await hasWechatSdk()) {
    const outcome = await scanByWechat();
    if (outcome.kind !== "UNAVAILABLE") return outcome;
  }
  const host = document.createElement("div");
  document.body.appendChild(host);
  const root = createRoot(host);
  return new Promise((resolve) => {
    const finish = (outcome: ScanOutcome) => {
      root.unmount();
      host.remove();
      resolve(outcome);
    };
    root.render(<Scanner onDone={finish} />);
  });
}

type CameraState = "STARTING" | "RUNNING" | "UNAVAILABLE";

function Scanner({ onDone }: { readonly onDone: (outcome: ScanOutcome) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const closeButton = useRef<HTMLButtonElement>(null);
  const [camera, setCamera] = useState<CameraState>("STARTING");
  const [typed, setTyped] = useState("");

  useEffect(() => {
    closeButton.current?.focus();
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape") onDone({ kind: "CANCELLED" });
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [onDone]);

  useEffect(
    () =>
      watchCamera({
        video: () => video.current,
        onRunning: () => setCamera("RUNNING"),
        onUnavailable: () => setCamera("UNAVAILABLE"),
        onText: (text) => onDone({ kind: "SCANNED", text }),
      }),
    [onDone],
  );

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== "") onDone({ kind: "SCANNED", text: typed.trim() });
  };

  return (
    <div className="scan" role="dialog" aria-modal="true" aria-label="扫码">
      <div className="scan__bar">
        <span className="scan__title">扫码</span>
        <button ref={closeButton} type="button" className="scan__close" aria-label="关闭" onClick={() => onDone({ kind: "CANCELLED" })}>
          ✕
        </button>
      </div>
      <div className="scan__view">
        {camera !== "UNAVAILABLE" && <video ref={video} className="scan__video" muted playsInline />}
        {camera === "RUNNING" && <div className="scan__frame" aria-hidden="true" />}
      </div>
      <form className="scan__panel" onSubmit={submit}>
        <p className="scan__message" role="status">
          {messages[camera]}
        </p>
        <div className="scan__form">
          <input
            className="scan__input"
            aria-label="凭证编码"
            placeholder="也可以输入凭证编码"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="scan__button" disabled={typed.trim() === ""}>
            确定
          </button>
        </div>
      </form>
    </div>
  );
}

const messages: Readonly<Record<CameraState, string>> = {
  STARTING: "正在打开摄像头…",
  RUNNING: "将二维码放入框内，会自动识别。",
  UNAVAILABLE: "无法使用摄像头。请在浏览器设置中允许使用摄像头后重试，或输入二维码下方的凭证编码。",
};

/** @returns stops the camera: its light must go out with the overlay */
function watchCamera(events: {
  readonly video: () => HTMLVideoElement | null;
  readonly onRunning: () => void;
  readonly onUnavailable: () => void;
  readonly onText: (text: string) => void;
}): () => void {
  let isOver = false;
  let stream: MediaStream | undefined;
  let timer: number | undefined;
  const stop = () => {
    isOver = true;
    window.clearTimeout(timer);
    stream?.getTracks().forEach((track) => track.stop());
  };

  const run = async () => {
    // Absent on http pages (other than localhost) and in some embedded browsers.
    const devices: MediaDevices | undefined = navigator.mediaDevices;
    if (devices === undefined) throw new Error("no camera interface");
    stream = await devices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false });
    // Loaded only here: the decoder is larger than a page, and most visitors never scan.
    const { default: decode } = await import("jsqr");
    const element = events.video();
    if (isOver || element === null) return stop();
    element.srcObject = stream;
    await element.play();
    events.onRunning();

    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const look = () => {
      if (isOver || context === null) return;
      if (element.videoWidth > 0) {
        canvas.width = LOOK_WIDTH_PX;
        canvas.height = Math.round((LOOK_WIDTH_PX * element.videoHeight) / element.videoWidth);
        context.drawImage(element, 0, 0, canvas.width, canvas.height);
        const picture = context.getImageData(0, 0, canvas.width, canvas.height);
        const found = decode(picture.data, picture.width, picture.height, { inversionAttempts: "dontInvert" });
        if (found !== null && found.data !== "") return events.onText(found.data);
      }
      timer = window.setTimeout(look, LOOK_EVERY_MS);
    };
    look();
  };

  run().catch(() => {
    const wasOver = isOver;
    stop();
    if (!wasOver) events.onUnavailable();
  });
  return stop;
}
