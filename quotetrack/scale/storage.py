"""Files wherever Spark keeps them: a folder here, HDFS, an object store; through Hadoop's own interface."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DONE = "_SUCCESS"
"""What Spark puts into a folder that it has written whole."""
_ASIDE = ".partial"


@dataclass(frozen=True)
class Storage:
    """The file systems that a Spark session reads."""

    spark: SparkSession

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return bool(self._system(path).exists(self._path(path)))

    def whole(self, folder: str) -> bool:
        """Whether Spark has written a folder to its end."""
        return self.exists(f"{folder}/{DONE}")

    def remove(self, path: str) -> None:
        """Remove a file, or a folder and all in it."""
        self._system(path).delete(self._path(path), True)

    def empty(self, folder: str) -> bool:
        """Whether a folder is not there, or holds nothing."""
        return not self.exists(folder) or not len(self._system(folder).listStatus(self._path(folder)))

    def put(self, file: Path, path: str) -> None:
        """Copy a file of this machine there; it appears whole."""
        aside = f"{path}{_ASIDE}"
        self._system(path).copyFromLocalFile(
            False, True, self._path(file.absolute().as_uri()), self._path(aside)
        )
        self._system(path).delete(self._path(path), False)
        self._system(path).rename(self._path(aside), self._path(path))

    def mend(self, path: str) -> None:
        """Give a file its name where ``put`` was killed just before it did."""
        if not self.exists(path) and self.exists(f"{path}{_ASIDE}"):
            self._system(path).rename(self._path(f"{path}{_ASIDE}"), self._path(path))

    def read(self, path: str) -> str:
        """A small file's text."""
        stream = self._system(path).open(self._path(path))
        try:
            return str(self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def marks(self, path: str) -> str:
        """What identifies the files under a path: names, sizes and times of change, as a SHA-256."""
        found = []
        system = self._system(path)
        files = system.listFiles(self._path(path), True)
        while files.hasNext():
            status = files.next()
            found.append(f"{status.getPath()} {status.getLen()} {status.getModificationTime()}")
        return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()

    @property
    def _jvm(self) -> Any:
        return self.spark._jvm

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _system(self, path: str) -> Any:
        return self._path(path).getFileSystem(self.spark._jsc.hadoopConfiguration())
