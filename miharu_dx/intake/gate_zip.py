"""A workbook's zip container, opened without believing a single number it says about itself."""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from miharu_dx.config import MEGABYTE, IntakeLimits
from miharu_dx.domain.refusal import Refusal

_END_RECORD = b"PK\x05\x06"
_LARGE_END_RECORD = b"PK\x06\x06"
_LARGE_END_LOCATOR = b"PK\x06\x07"
_LOCAL_RECORD = b"PK\x03\x04"
_END_SIZE = 22
_LARGE_END_SIZE = 56
_LARGE_LOCATOR_SIZE = 20
_LONGEST_COMMENT = 65_535
_PACKED_PIECE = 64 * 1024
_UNPACKED_PIECE = 256 * 1024
_ENCRYPTED = 0x1


class Package:
    """The parts of one workbook, each unpacked in pieces and counted while it is.

    Names are found whatever their upper and lower case, as Excel finds them. The unpacked size of
    everything read through one Package together stays below the limit.
    """

    def __init__(self, data: bytes, limits: IntakeLimits, file_name: str = "このファイル") -> None:
        """Read the directory only.

        :raises Refusal: truncated, broken or encrypted container, too many or duplicate parts.
        """
        self._data = memoryview(data)
        self._limits = limits
        self._unpacked = 0
        _check_directory_size(data, limits)
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                entries = archive.infolist()
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            struct.error,
            OSError,
            EOFError,
        ) as error:
            raise Refusal("file.broken", part="ZIPの目次") from error
        if len(entries) > limits.max_parts:
            raise Refusal("file.too_many_parts", limit=limits.max_parts)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._add(entry, file_name)
        _check_overlaps(entries)

    def _add(self, entry: zipfile.ZipInfo, file_name: str) -> None:
        name = _plain_name(entry.filename)
        if entry.flag_bits & _ENCRYPTED:
            raise Refusal("file.password", file_name=file_name)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refusal("file.broken", part=name)
        if name.casefold() in self._entries:
            raise Refusal("file.duplicate_parts", part=name)
        self._entries[name.casefold()] = entry

    @property
    def names(self) -> tuple[str, ...]:
        """Every part's name as the file writes it, folders left out."""
        names = (_plain_name(entry.filename) for entry in self._entries.values())
        return tuple(name for name in names if not name.endswith("/"))

    def __contains__(self, name: str) -> bool:
        """Whether a part of this name is there, in any upper and lower case."""
        return name.casefold() in self._entries

    def read(self, name: str) -> bytes:
        """The whole part at once, for the small ones.

        :raises Refusal: as ``pieces``, and where it is none of the small ones.
        """
        read = bytearray()
        for piece in self.pieces(name):
            read += piece
            if len(read) > self._limits.max_list_bytes:
                raise Refusal("file.broken", part=name)
        return bytes(read)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part in pieces of at most 256 KB, proven against its length and checksum at the end.

        :raises Refusal: the part is missing, damaged, unpacks too far or other than it says.
        """
        entry = self._entries.get(name.casefold())
        if entry is None:
            raise Refusal("file.broken", part=name)
        size = checksum = 0
        for piece in self._inflate(entry, name):
            size += len(piece)
            self._unpacked += len(piece)
            if self._unpacked > self._limits.max_unpacked_bytes:
                raise Refusal("file.unpacks_too_large", limit_mb=self._limits.max_unpacked_bytes // MEGABYTE)
            if size >= self._limits.ratio_from_bytes and size > entry.compress_size * self._limits.max_ratio:
                raise Refusal("file.packed_too_tightly", part=name)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != entry.file_size or checksum != entry.CRC:
            raise Refusal("file.broken", part=name)

    def _inflate(self, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
        start = _content_start(self._data, entry.header_offset, name)
        end = start + entry.compress_size
        if end > len(self._data):
            raise Refusal("file.truncated")
        if entry.compress_type == zipfile.ZIP_STORED:
            for at in range(start, end, _UNPACKED_PIECE):
                yield bytes(self._data[at : min(at + _UNPACKED_PIECE, end)])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for at in range(start, end, _PACKED_PIECE):
                waiting: bytes | memoryview = self._data[at : min(at + _PACKED_PIECE, end)]
                while waiting and not inflater.eof:
                    yield inflater.decompress(waiting, _UNPACKED_PIECE)
                    waiting = inflater.unconsumed_tail
            rest = inflater.flush()
        except zlib.error as error:
            raise Refusal("file.broken", part=name) from error
        if rest:
            yield rest
        if not inflater.eof:
            raise Refusal("file.broken", part=name)


def resolved(base: str, target: str) -> str:
    """The part a relation of part ``base`` points to; a leading slash counts from the root."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target)).lstrip("/")


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _check_directory_size(data: bytes, limits: IntakeLimits) -> None:
    """Refuse a directory of endless entries before anything makes an object of each."""
    at = data.rfind(_END_RECORD, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if at < 0 or at + _END_SIZE > len(data):
        raise Refusal("file.truncated")
    count, size = struct.unpack_from("<HI", data, at + 10)
    # A second end record, made for files beyond 4 GB, goes before the first one wherever it stands.
    large = at - _LARGE_LOCATOR_SIZE - _LARGE_END_SIZE
    if large >= 0 and data.startswith(_LARGE_END_LOCATOR, at - _LARGE_LOCATOR_SIZE):
        (stated,) = struct.unpack_from("<Q", data, at - _LARGE_LOCATOR_SIZE + 8)
        if stated != large or not data.startswith(_LARGE_END_RECORD, large):
            raise Refusal("file.broken", part="ZIPの目次")
        count, size = struct.unpack_from("<QQ", data, large + 32)
    longest_entry = 512
    if count > limits.max_parts or size > limits.max_parts * longest_entry:
        raise Refusal("file.too_many_parts", limit=limits.max_parts)


def _check_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share packed bytes: so one kilobyte would count as many parts."""
    end = -1
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Refusal("file.broken", part=_plain_name(entry.filename))
        end = entry.header_offset + 30 + entry.compress_size


def _content_start(data: memoryview, at: int, name: str) -> int:
    header = bytes(data[at : at + 30]) if at >= 0 else b""
    if len(header) < 30 or header[:4] != _LOCAL_RECORD:
        raise Refusal("file.broken", part=name)
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    return at + 30 + name_length + extra_length
