// Encrypts a password as the vendor's browser packages do, for passwordEncryptType rsa and sm2.
import { execFileSync } from "node:child_process";
import { constants, publicEncrypt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// SubjectPublicKeyInfo of a key on the curve SM2, up to the point (RFC 5480 section 2).
const SM2_KEY_HEAD = "3059301306072a8648ce3d020106082a811ccf5501822d034200";

export function rsa(publicKeyPem, password) {
  const key = { key: publicKeyPem, padding: constants.RSA_PKCS1_PADDING };
  return publicEncrypt(key, Buffer.from(password)).toString("base64");
}

// The contents of the elements that stand one after another; all are shorter than 64 KB.
function* elements(der) {
  for (let at = 0; at < der.length; ) {
    let length = der[at + 1];
    let head = at + 2;
    if (length & 0x80) {
      const bytes = length & 0x7f;
      length = der.readUIntBE(head, bytes);
      head += bytes;
    }
    at = head + length;
    yield der.subarray(head, at);
  }
}

// C1 C3 C2 in hex, C1 without its leading 04. OpenSSL answers SEQUENCE { x, y, C3, C2 }; Node knows no SM2.
export function sm2(publicKeyHex, password) {
  const folder = mkdtempSync(join(tmpdir(), "genauth-sm2-"));
  try {
    const key = Buffer.from(SM2_KEY_HEAD + publicKeyHex, "hex").toString("base64");
    const file = join(folder, "key.pem");
    writeFileSync(file, `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`);
    const der = execFileSync("openssl", ["pkeyutl", "-encrypt", "-pubin", "-inkey", file], { input: password });
    const [x, y, digest, cipher] = elements([...elements(der)][0]);
    const [wideX, wideY] = [x, y].map((part) => part.toString("hex").padStart(64, "0").slice(-64));
    return wideX + wideY + digest.toString("hex") + cipher.toString("hex");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
