"""A Spark session for the command: made, told what it needs, and stopped whatever happens."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quotetrack.errors import QuotetrackError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@contextmanager
def session(master: str | None, settings: Mapping[str, str]) -> Iterator[SparkSession]:
    """A session on this cluster; on the one that the environment names where it is ``None``.

    Raises QuotetrackError where Spark or Java is missing, and for what goes wrong inside.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise QuotetrackError(
            "this needs pyspark; install it with: pip install 'quotetrack[spark]'"
        ) from None
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise QuotetrackError("Spark needs Java 17 or newer; on Debian: apt install openjdk-17-jre-headless")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("quotetrack").config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    if master is not None:
        builder = builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    spark = None
    try:
        spark = builder.getOrCreate()
        yield spark
    except (Py4JError, PySparkException) as wrong:
        raise QuotetrackError(f"Spark: {_first_line(wrong)}; run it again, and it goes on") from None
    finally:
        if spark is not None:
            spark.stop()


def _first_line(wrong: Exception) -> str:
    lines = [line.strip() for line in str(wrong).splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith(("An error occurred while", "at ", "py4j"))]
    return (told or lines or [type(wrong).__name__])[0][:500]
