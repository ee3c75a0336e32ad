"""Pictures as people have them: with words that are nobody's business."""

import zlib


def chunk(kind, body):
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(width=4, height=4, text=b"secret place"):
    rows = b"".join(b"\0" + b"\x10\x20\x30\x80" * width for _ in range(height))
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x06\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"tEXt", b"Comment\0" + text) + chunk(
        b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
