// Reads a QR code as a phone does: from a picture of the screen, by a decoder that knows nothing of how it was drawn.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

// The decoder's own file, from where it was installed: it would fetch it from a network otherwise.
const reader = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(reader).buffer } });

/** What the one QR code says that is to be seen on the page. */
export const readQr = async (page) => {
  const codes = await readBarcodes(await page.screenshot({ fullPage: true }), { formats: ["QRCode"] });
  assert.equal(codes.length, 1, "one QR code is seen");
  return codes[0].text;
};
