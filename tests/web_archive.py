"""A web archive on loopback: CDX server, TimeMap, copies in their raw form, and saving, with faults."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loopback import Reply, Site

from quotetrack.archive.memento_archives import MementoArchive

FORMAT = "%Y%m%d%H%M%S"


def http_date(timestamp: str) -> str:
    return format_datetime(datetime.strptime(timestamp, FORMAT).replace(tzinfo=UTC), usegmt=True)


class WebArchive(Site):
    """``hold`` gives it copies; ``faults`` are answers by the beginning of a path, each given once."""

    def __init__(self) -> None:
        super().__init__()
        self.copies: dict[tuple[str, str], Reply] = {}
        self.rows: list[str] = []
        """Lines that stand in every answer of the CDX server, after those of the copies."""
        self.faults: list[tuple[str, Reply]] = []
        self.silent_about_time = False
        self.replies: Any = _Replies(self)

    def hold(self, url: str, timestamp: str, body: bytes, status: int = 200, **headers: str) -> None:
        kept = {"Content-Type": "text/html; charset=utf-8"} | headers
        self.copies[url, timestamp] = Reply(body, status, kept)

    def archive(self, **more: Any) -> MementoArchive:
        """As a table would describe it."""
        options: dict[str, Any] = {
            "name": "Wayback Machine",
            "cdx": self.url("/cdx/search/cdx"),
            "memento": self.url("/web/") + "{timestamp}id_/{url}",
            "save": self.url("/save/") + "{url}",
            "requests_per_minute": 600.0,
        }
        return MementoArchive(**options | more)

    def table(self) -> str:
        """The same as TOML."""
        archive = self.archive()
        lines = [f'{key} = "{getattr(archive, key)}"' for key in ("name", "cdx", "memento", "save")]
        return "\n".join(["[[archive]]", *lines, "requests_per_minute = 600"]) + "\n"

    def answer(self, path: str) -> Reply:
        for number, (start, reply) in enumerate(self.faults):
            if path.startswith(start):
                del self.faults[number]
                return reply
        if path.startswith("/cdx/"):
            return self._cdx({key: values[-1] for key, values in parse_qs(urlsplit(path).query).items()})
        if path.startswith("/timemap/"):
            return self._timemap(path.removeprefix("/timemap/"))
        if path.startswith("/web/"):
            timestamp, _, url = path.removeprefix("/web/").partition("/")
            return self._copy(timestamp.removesuffix("id_"), url)
        if path.startswith("/save/"):
            url, now = path.removeprefix("/save/"), datetime.now(UTC).strftime(FORMAT)
            self.hold(url, now, b"saved")
            return Reply(b"", 302, {"Location": f"/web/{now}/{url}"})
        return Reply(b"not here", 404)

    def _times(self, url: str) -> list[str]:
        return sorted(timestamp for held, timestamp in self.copies if held == url)

    def _cdx(self, query: dict[str, str]) -> Reply:
        url = query["url"]
        rows = [
            f"key {timestamp} {url} text/html {self.copies[url, timestamp].status} DIGEST 99"
            for timestamp in self._times(url)
            if query.get("from", "0") <= timestamp <= query.get("to", "9")
            and self.copies[url, timestamp].status < 400
        ]
        limit = int(query["limit"])
        rows = (rows[limit:] if limit < 0 else rows[:limit]) + self.rows
        return Reply("".join(f"{row}\n" for row in rows).encode(), headers={"Content-Type": "text/plain"})

    def _timemap(self, url: str) -> Reply:
        if not self._times(url):
            return Reply(b"none", 404)
        links = [f'<{url}>;rel="original"', f'<{self.url("/timemap/" + url)}>; rel="self"; from="x"']
        links += [
            f'<{self.url(f"/web/{timestamp}/{url}")}>; rel="first memento"; datetime="{http_date(timestamp)}"'
            for timestamp in self._times(url)
        ]
        return Reply(",\n ".join(links).encode(), headers={"Content-Type": "application/link-format"})

    def _copy(self, timestamp: str, url: str) -> Reply:
        held = self.copies.get((url, timestamp))
        if held is None:
            times = self._times(url)
            if not times:
                return Reply(b"never captured", 404)
            near = min(times, key=lambda time: abs(int(time) - int(timestamp.ljust(14, "0"))))
            return Reply(b"", 302, {"Location": f"/web/{near}/{url}"})
        said = {"Memento-Datetime": http_date(timestamp), "Link": f'<{url}>; rel="original"'}
        if self.silent_about_time:
            said = {}
        return Reply(held.body, held.status, said | held.headers, held.manner)


class _Replies:
    def __init__(self, archive: WebArchive) -> None:
        self._archive = archive

    def get(self, path: str, _: Reply) -> Reply:
        return self._archive.answer(path)
