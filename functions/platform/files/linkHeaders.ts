/** How a browser gets what a link shows: our own pictures to look at, a PDF to save, anything else as bytes without meaning. */
export function linkHeaders(key: string): { readonly type: string; readonly disposition: string } {
  if (key.endsWith(".jpg")) return { type: "image/jpeg", disposition: 'inline; filename="photo.jpg"' };
  if (key.endsWith(".pdf")) return { type: "application/pdf", disposition: 'attachment; filename="document.pdf"' };
  return { type: "application/octet-stream", disposition: "attachment" };
}
