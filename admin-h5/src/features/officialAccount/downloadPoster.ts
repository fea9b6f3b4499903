const WIDTH = 800;
const HEIGHT = 1000;

/** The code with its name below, as one picture that a printer takes. */
export async function downloadPoster(code: { readonly name: string; readonly qrPngBase64: string }): Promise<void> {
  const picture = new Image();
  picture.src = `data:image/png;base64,${code.qrPngBase64}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(picture, 80, 60, 640, 640);
  pen.fillStyle = "#17211c";
  pen.textAlign = "center";
  pen.font = '600 56px "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
  pen.fillText(code.name, WIDTH / 2, 800, WIDTH - 80);
  pen.font = '36px "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';
  pen.fillText("微信扫一扫 · 城市环境共治平台", WIDTH / 2, 880, WIDTH - 80);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${code.name}.png`;
  link.click();
}
