#!/usr/bin/env python3
"""Builds wilayah.bin, the list of all Indonesian regions, from four CSV files.

    python3 build.py FOLDER

FOLDER holds provinces.csv, regencies.csv, districts.csv and villages.csv as published in the npm
package idn-area-data 4.0.1 (folder `data`). The file is written beside this script, read back and
compared; any doubt (a total, a code, an orphan, a line break in a name) stops the build.

Layout, all integers little endian:

    8 bytes   the mark "WILAYAH1"
    4 bytes   number of layers
    per layer u32 length as stored, u32 length when inflated
    per layer one zlib stream

Layers: provinces, regencies, districts, then the villages of each province in the order of the
provinces, so that a machine that works in one kecamatan inflates one province only. A layer when
inflated:

    4 bytes   number of regions
    per region LEB128: code without dots as a number, minus the code before it (first: minus 0)
    names     UTF-8, in the same order, separated by a line feed
"""

import csv
import re
import struct
import sys
import zlib
from pathlib import Path

MARK = b"WILAYAH1"
# Kepmendagri 300.2.2-2430/2025: 38 provinsi, 514 kabupaten/kota, 7.285 kecamatan, 83.762 desa/kelurahan.
LEVELS = [
    ("provinces.csv", None, 38, re.compile(r"[1-9]\d")),
    ("regencies.csv", "province_code", 514, re.compile(r"\d\d\.(?!00)\d\d")),
    ("districts.csv", "regency_code", 7285, re.compile(r"\d\d\.\d\d\.(?!00)\d\d")),
    ("villages.csv", "district_code", 83762, re.compile(r"\d\d\.\d\d\.\d\d\.[123]\d{3}")),
]


def read(folder):
    """The four levels as lists of (code, name) in code order, checked."""
    levels, parents = [], None
    for file, parent_column, total, pattern in LEVELS:
        with open(folder / file, encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        if len(rows) != total:
            sys.exit(f"{file}: {len(rows)} rows, expected {total}")
        regions = sorted((row["code"], row["name"]) for row in rows)
        for code, name in regions:
            if not pattern.fullmatch(code):
                sys.exit(f"{file}: the code {code!r} has an unexpected form")
            if not name or name != name.strip() or not name.isprintable():
                sys.exit(f"{file}: the name {name!r} of {code} is empty, padded or not printable")
        for row in rows:
            if parent_column and (row[parent_column] not in parents or row["code"].rpartition(".")[0] != row[parent_column]):
                sys.exit(f"{file}: {row['code']} does not stand under {row[parent_column]}")
        parents = {code for code, _ in regions}
        if len(parents) != total:
            sys.exit(f"{file}: a code stands twice")
        levels.append(regions)
    return levels


def leb128(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def pack(layer):
    out, before = bytearray(struct.pack("<I", len(layer))), 0
    for code, _ in layer:
        number = int(code.replace(".", ""))
        out += leb128(number - before)
        before = number
    return bytes(out) + "\n".join(name for _, name in layer).encode()


def unpack(raw):
    """The reverse of `pack`, written on its own so that it proves the file readable."""
    count, at, number, codes = struct.unpack_from("<I", raw)[0], 4, 0, []
    for _ in range(count):
        shift = delta = 0
        while True:
            byte = raw[at]
            at += 1
            delta |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        number += delta
        digits = str(number)
        parts = [digits[0:2], digits[2:4], digits[4:6], digits[6:]]
        codes.append(".".join(part for part in parts if part))
    return list(zip(codes, raw[at:].decode().split("\n"), strict=True))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    levels = read(Path(sys.argv[1]))
    layers = levels[:3] + [[r for r in levels[3] if r[0][:2] == province] for province, _ in levels[0]]
    raw = [pack(layer) for layer in layers]
    stored = [zlib.compress(layer, 9) for layer in raw]
    target = Path(__file__).with_name("wilayah.bin")
    with open(target, "wb") as out:
        out.write(MARK + struct.pack("<I", len(layers)))
        for small, large in zip(stored, raw):
            out.write(struct.pack("<II", len(small), len(large)))
        out.writelines(stored)

    data = target.read_bytes()
    count = struct.unpack_from("<I", data, 8)[0]
    at = 12 + 8 * count
    back = []
    for index in range(count):
        length, _ = struct.unpack_from("<II", data, 12 + 8 * index)
        back.append(unpack(zlib.decompress(data[at : at + length])))
        at += length
    if at != len(data) or back != layers:
        sys.exit("the file written does not read back as the source")
    print(f"{target.name}: {len(data):,} bytes, {sum(map(len, raw)):,} inflated; " + " / ".join(f"{len(level):,}" for level in levels))


if __name__ == "__main__":
    main()
