"""The bad packs that no editor shows and no checkout leaves alone: made here from a description of their bytes."""

from __future__ import annotations

from typing import Final

from kwetsbaar.core.toml import LARGEST

_GOOD = 'title = "Eén"\n[[step]]\nask = "Wat?"\n'
_BAD = 'title = "Eén"\r\n[[step]]\r\naks = "Wat?"\r\n'
_DEEP = 200_000


def _asked(text: str) -> bytes:
    return f'title = "T"\n[[step]]\nask = "{text}"\n'.encode()


MADE: Final[dict[str, bytes]] = {
    "a-mark-at-the-start": b"\xef\xbb\xbf" + _BAD.replace("\r", "").encode(),
    "carriage-returns": _BAD.encode(),
    "carriage-returns-alone": _BAD.replace("\n", "").encode(),
    "carriage-returns-here-and-there": _BAD.replace("\r\n", "\r", 1).encode(),
    "utf-16": _GOOD.encode("utf-16"),
    "utf-16-the-other-way": b"\xfe\xff" + _GOOD.encode("utf-16-be"),
    "utf-16-without-a-mark": _GOOD.encode("utf-16-le"),
    "utf-32": _GOOD.encode("utf-32"),
    "latin-1": _GOOD.encode("latin-1"),
    "windows-with-curly-quotes": 'title = “T”\n[[step]]\nask = "Wat?"\n'.encode("cp1252"),
    "half-a-character": _GOOD.encode().split(b"\xa9")[0],
    "nothing": b"",
    "nothing-but-a-mark": b"\xef\xbb\xbf",
    "nothing-but-space": b"  \r\n\t\r\n",
    "nothing-but-remarks": b"# later\n",
    "nuls": b"\0" * 4096,
    "nuls-at-the-end": _GOOD.encode() + b"\0" * 64,
    "a-picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a-document": b"PK\x03\x04\x14\0\x06\0",
    "an-escape": _asked("a\x1b[31mb"),
    "a-title-of-the-window": _asked("\x1b]0;weg\x07"),
    "a-bell": _asked("a\x07b"),
    "a-delete": _asked("a\x7fb"),
    "c1": _asked("a\x9b31mb"),
    "bidi-override": _asked("a\u202eb"),
    "bidi-isolate": _asked("a\u2066b"),
    "lone-cr": _asked("a\rb"),
    "mark-in-the-middle": 'title = "T"\n[[step]]\n\ufeffask = "x"\n'.encode(),
    "no-break-space": 'title = "T"\n[[step]]\nask\u00a0= "x"\n'.encode(),
    "zero-width-space": 'title = "T"\n[[step]]\nask = \u200b"x"\n'.encode(),
    "escape-in-an-id": b'title = "T"\n[[step]]\nid = "\\u001b[2J"\nask = "x"\n',
    "huge": b"#" * (LARGEST + 1),
    "huge-text": _asked("x" * LARGEST),
    "deep-lists": b'title = "T"\n[[step]]\nask = ' + b"[" * _DEEP,
    "deep-tables": b'title = "T"\n[[step]]\nask = ' + b"{a=" * (_DEEP // 3),
    "deep-brackets": b'title = "T"\n' + b"[" * _DEEP,
    "many-dots": b'title = "T"\n[[step]]\na' + b".a" * (_DEEP // 2) + b' = "x"\n',
    "many-lines": b'title = "T"\n' + b"a = 1\n" * 20_000,
    "many-steps": b'title = "T"\n' + b"[[step]]\n" * 20_000,
    "many-problems": b'title = "T"\n[[step]]\n' + b"x y\n" * 1000,
    "many-options": b'title = "T"\n[[step]]\nkind = "choice"\nask = "x"\noptions = [' + b'"a",' * 30_000 + b"]\n",
    "a-long-number": b'title = "T"\nminutes = ' + b"9" * 5000 + b'\n[[step]]\nask = "x"\n',
    "a-long-name": b'title = "T"\n[[step]]\n' + b"a" * 50_000 + b' = "x"\n',
    "a-long-broken-line": b'title = "T"\n[[step]]\nask = ' + b"x " * 50_000 + b"\n",
}
"""By name."""

NAMED: Final[dict[str, str]] = {
    "name-of-notepad": "vragen.toml.txt",
    "name-of-a-text": "vragen.txt",
    "name-without-an-end": "vragen",
    "name-with-a-space": "Mijn vragen.toml",
    "name-with-an-accent": "één.toml",
    "name-with-a-bracket": "vragen (1).toml",
    "name-of-a-dot": ".toml",
    "name-with-an-escape": "\x1b[2Jvragen.toml",
}
"""Good packs whose file is called as it should not be."""

GOOD: Final = _GOOD.encode()
