/** What a person reads who opens a link that shows no photo: who forwarded it, or kept it too long. */
export function refusalPage(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body style="margin:0;display:grid;min-height:100vh;place-items:center;font:17px/1.6 system-ui,sans-serif;color:#1f2d27;background:#f4f7f5">
<main style="max-width:32em;padding:24px;text-align:center"><h1 style="font-size:22px">${title}</h1><p>${sentence}</p></main>
</body>
</html>
`;
}
