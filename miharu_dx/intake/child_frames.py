"""How server and child talk: frames of bytes over two pipes, each led by its length.

What comes back is JSON, never pickle or marshal: a file that takes over the child must not be
able to hand the server anything but data, and a broken answer must end in an exception, not in
a crash.
"""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")
_PIECE = 1024 * 1024


class ChannelClosed(Exception):
    """The other side has gone, or what it sends is no frame."""


def send(pipe: BinaryIO, payload: bytes) -> None:
    """Send one frame.

    :raises ChannelClosed: nobody is there to take it.
    """
    try:
        pipe.write(_LENGTH.pack(len(payload)))
        pipe.write(payload)
        pipe.flush()
    except (OSError, ValueError) as error:
        raise ChannelClosed from error


def receive(pipe: BinaryIO, longest: int) -> bytes:
    """Wait for one whole frame of at most ``longest`` bytes.

    :raises ChannelClosed: the pipe ended before that, or a longer frame was announced.
    """
    (length,) = _LENGTH.unpack(_exactly(pipe, _LENGTH.size))
    if length > longest:
        raise ChannelClosed
    return _exactly(pipe, length)


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    pieces: list[bytes] = []
    while count:
        try:
            piece = pipe.read(min(count, _PIECE))
        except (OSError, ValueError) as error:
            raise ChannelClosed from error
        if not piece:
            raise ChannelClosed
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)
