"""Archives, mail and crawls that hold documents, and containers that fight back."""

import binascii
import bz2
import email.message
import gzip
import io
import lzma
import pathlib
import struct
import subprocess
import tarfile
import zipfile
import zlib

import rars
import zstandard


def make(root, work, manifest):
    archives(root, work, manifest)
    mail(root, manifest)
    crawl(root, manifest)
    hostile(root, work, manifest)
    packed(root, manifest)


def text(manifest, file, member):
    """A text file with one value in it, as UTF-8."""
    value = manifest.plant(file, "1:6", "-", "-", member)
    return f"经办人证号{value}\n".encode()


def archives(root, work, manifest):
    name = "gbk-names.zip"
    member = "附件/名单.txt"
    raw = member.encode("gbk")
    data = text(manifest, name, member)
    (root / name).write_bytes(one_member_zip(raw, data))

    name = "nested.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/名单.txt", text(manifest, name, "内层.zip » ../../etc/名单.txt"))
    with zipfile.ZipFile(root / name, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("内层.zip", inner.getvalue())

    name = "list.tar.gz"
    member = "list.tar » 目录/名单.txt"
    data = text(manifest, name, member)
    with tarfile.open(root / name, "w:gz") as archive:
        info = tarfile.TarInfo("目录/名单.txt")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))

    packers = {"bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress, "gz": gzip.compress}
    for suffix, pack in packers.items():
        name = f"list.txt.{suffix}"
        (root / name).write_bytes(pack(text(manifest, name, "list.txt")))

    name = "list.7z"
    folder = work / "sevenz"
    folder.mkdir()
    for member in ("一.txt", "二.txt"):
        (folder / member).write_bytes(text(manifest, name, member))
    subprocess.run(["7z", "a", "-bso0", str(root / name), "."], cwd=folder, check=True)

    name = "stored.rar"
    member = "名单.txt"
    (root / name).write_bytes(rar4(member, text(manifest, name, member)))


def mail(root, manifest):
    name = "letter.eml"
    message = email.message.EmailMessage()
    message["Subject"] = "名单 " + manifest.plant(name, "主题", "-", "主题")
    message["From"], message["To"] = "a@example.invalid", "b@example.invalid"
    message.set_content(f"经办人证号{manifest.plant(name, '1:6', '-', '-', '正文 2.txt')}\n", charset="gbk")
    message.add_attachment(text(manifest, name, "附件.txt"), maintype="application", subtype="octet-stream", filename="附件.txt")
    (root / name).write_bytes(message.as_bytes())

    # A saved page whose charset only the page itself names.
    name = "page.mht"
    value = manifest.plant(name, "?", "-", "-", "正文 2.html")
    page = f'<html><head><meta charset="gb2312"></head><body><p>经办人证号{value}</p></body></html>'.encode("gbk")
    head = 'From: <Saved>\r\nSubject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    part = "--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: http://example.invalid/\r\n\r\n"
    (root / name).write_bytes((head + part).encode() + page + b"\r\n--x--\r\n")


def crawl(root, manifest):
    name = "crawl.warc.gz"
    plain, packed = "http://example.invalid/a.html", "http://example.invalid/b/"
    records = b""
    for address, encode in ((plain, lambda body: (b"Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (40, body[:40], len(body) - 40, body[40:]))), (packed, lambda body: (b"Content-Encoding: gzip\r\n", gzip.compress(body)))):
        shown = address if address == plain else address + "#.html"
        value = manifest.plant(name, "?", "-", "-", f"crawl.warc » {shown}")
        body = f'<html><head><meta charset="utf-8"></head><body><p>证号{value}</p></body></html>'.encode()
        head, body = encode(body)
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n" + body
        record = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Length: {len(http)}\r\n\r\n".encode() + http + b"\r\n\r\n"
        records += gzip.compress(record)
    (root / name).write_bytes(records)


def one_member_zip(name, data):
    """A zip archive as old Chinese programs write it: a GBK name and no flag that says so."""
    packed = zlib.compress(data)[2:-4]
    crc = zlib.crc32(data)
    middle = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x5821, crc, len(packed), len(data))
    local = b"PK\3\4" + middle + struct.pack("<HH", len(name), 0) + name + packed
    central = b"PK\1\2" + struct.pack("<H", 20) + middle + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


def rar4(name, data):
    """A RAR 4 archive with one stored member (technote: block header CRC is the low half of CRC-32)."""

    def block(kind, flags, body, tail=b""):
        head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", binascii.crc32(head) & 0xFFFF) + head + tail

    raw = name.encode("utf-8")
    size, crc = len(data), binascii.crc32(data)
    body = struct.pack("<IIBIIBBHI", size, size, 3, crc, 0x58210000, 20, 0x30, len(raw), 0o100644) + raw
    return b"Rar!\x1a\7\0" + block(0x73, 0, b"\0" * 6) + block(0x74, 0x8000, body, data) + block(0x7B, 0x4000, b"")


def packed(root, manifest):
    """RAR archives whose members are compressed, alone and as one stream, and one in volumes."""
    for version in ("rar20", "rar29", "rar50", "rar70"):
        for solid in (False, True):
            name = f"{version}-solid.rar" if solid else f"{version}.rar"
            archive = rars.RarBuilder(format=version, compression=5, solid=solid)
            for member in ("yi.txt", "er.txt"):
                archive.add_bytes(text(manifest, name, member) + "以下为重复的说明文字。\n".encode() * 60, member)
            (root / name).write_bytes(archive.to_bytes())

    # More than one volume holds, and only the first of them is there.
    archive = rars.RarBuilder(format="rar50", store=True, volume_size=600)
    archive.add_bytes(bytes(range(256)) * 8, "da.bin")
    parts = archive.write_volumes(str(root / "volumes.part1.rar"))
    for part in (parts or [])[1:]:
        pathlib.Path(part).unlink()


def hostile(root, work, manifest):
    # 64 MB of zeros in 64 KB.
    with zipfile.ZipFile(root / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("零.txt", b"0" * (64 << 20))
        archive.writestr("正常.txt", text(manifest, "bomb.zip", "正常.txt"))

    data = b"PK\3\4 cut off"
    (root / "cut.zip").write_bytes(data)

    deep = b"bottom"
    for depth in range(12):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip" if depth else "bottom.txt", deep)
        deep = out.getvalue()
    (root / "deep.zip").write_bytes(deep)

    folder = work / "secret"
    folder.mkdir()
    (folder / "secret.txt").write_bytes("内容不可见\n".encode())
    subprocess.run(["7z", "a", "-bso0", "-tzip", "-psecret", str(root / "encrypted.zip"), "secret.txt"], cwd=folder, check=True)
    subprocess.run(["7z", "a", "-bso0", "-mhe=on", "-psecret", str(root / "encrypted.7z"), "secret.txt"], cwd=folder, check=True)
    subprocess.run(["7z", "a", "-bso0", "-psecret", str(root / "encrypted-data.7z"), "secret.txt"], cwd=folder, check=True)

    with zipfile.ZipFile(root / "entities.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        entities = "".join(f'<!ENTITY e{n} "{"&e%d;" % (n - 1) * 10}">' for n in range(1, 9))
        archive.writestr("word/document.xml", f'<!DOCTYPE a [<!ENTITY e0 "lol">{entities}]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body></w:document>')
    with zipfile.ZipFile(root / "tower.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document>" + "<w:tbl><w:tr><w:tc>" * 50000)
