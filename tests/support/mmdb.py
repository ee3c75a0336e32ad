"""Writes a MaxMind database of one network, for tests (MaxMind DB file format, version 2.0)."""

import ipaddress
import struct

UINT16, UINT32, UINT64 = 5, 6, 9
BERLIN = {
    "continent": {"code": "EU"},
    "country": {"iso_code": "DE", "names": {"en": "Germany"}},
    "subdivisions": [{"iso_code": "BE", "names": {"en": "Land Berlin"}}],
    "city": {"names": {"en": "Berlin"}},
    "location": {"latitude": 52.52, "longitude": 13.405, "time_zone": "Europe/Berlin"},
}


def _control(kind, size):
    assert size < 285
    extended = b"" if kind <= 7 else bytes([kind - 7])
    first = (kind if kind <= 7 else 0) << 5 | min(size, 29)
    return bytes([first]) + extended + (bytes([size - 29]) if size >= 29 else b"")


def _encode(value):
    if isinstance(value, str):
        return _control(2, len(value.encode())) + value.encode()
    if isinstance(value, float):
        return _control(3, 8) + struct.pack(">d", value)
    if isinstance(value, tuple):  # (type of the format, number)
        data = value[1].to_bytes(8, "big").lstrip(b"\0")
        return _control(value[0], len(data)) + data
    if isinstance(value, list):
        return _control(11, len(value)) + b"".join(map(_encode, value))
    return _control(7, len(value)) + b"".join(_encode(key) + _encode(item) for key, item in value.items())


def city_database(network, prefix, record):
    """IPv4 only: the tree is the path of the network's bits, everything beside it is empty."""
    bits = int(ipaddress.ip_address(network))
    nodes, count = b"", prefix
    for depth in range(prefix):
        onward = depth + 1 if depth + 1 < prefix else count + 16  # the first byte of the data
        pair = [count, count]  # "nothing here"
        pair[bits >> (31 - depth) & 1] = onward
        nodes += b"".join(one.to_bytes(4, "big") for one in pair)
    metadata = {"binary_format_major_version": (UINT16, 2), "binary_format_minor_version": (UINT16, 0),
                "build_epoch": (UINT64, 1), "database_type": "GeoLite2-City", "description": {"en": "test"},
                "ip_version": (UINT16, 4), "languages": ["en"], "node_count": (UINT32, count),
                "record_size": (UINT16, 32)}
    return nodes + bytes(16) + _encode(record) + b"\xab\xcd\xefMaxMind.com" + _encode(metadata)
