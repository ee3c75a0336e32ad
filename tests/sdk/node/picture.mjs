// Reads a QR code out of a PNG of ours (one bit a pixel, no filter) with an independent decoder, jsQR.
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

const require = createRequire(new URL("../../../build/", import.meta.url));
const jsQR = require("jsqr");

export function textIn(png) {
  const idat = [];
  let side = 0;
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    if (type === "IHDR") side = png.readUInt32BE(at + 8);
    if (type === "IDAT") idat.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const lines = inflateSync(Buffer.concat(idat));
  const stride = Math.ceil(side / 8) + 1;  // each line behind its filter byte
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const white = lines[y * stride + 1 + (x >> 3)] >> (7 - (x & 7)) & 1;
      pixels.fill(white ? 255 : 0, (y * side + x) * 4, (y * side + x) * 4 + 3);
      pixels[(y * side + x) * 4 + 3] = 255;
    }
  }
  return jsQR(pixels, side, side)?.data;
}
