"""The stages of a batch on Spark: what joins what, in Spark SQL.

The shuffles carry numbers, hits and short rows, and no Python stands in them. Texts are shuffled once: quotes
go to the transcripts, and what is said of them goes back. What could pile up on one machine is bounded: a
trigram by the rule, which drops the commonest before the join; a much-quoted transcript by ``QUOTES_A_TASK``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotetrack.scale import rule, spark_quotes, spark_rows, spark_tables
from quotetrack.scale.transcripts_parquet import TRANSCRIPTS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

QUOTES_A_TASK = 200
"""Quotes, about, that meet a transcript in one row: a transcript with more stands in several."""

QUOTE_COLUMNS = "row, id, text, speaker, date, occasion, language, within"

PLACES = """
    SELECT key, transcript, slice(sort_array(collect_list(place)), 1, {places}) AS places
    FROM text_grams LEFT SEMI JOIN (SELECT DISTINCT key FROM quote_grams) USING (key)
    GROUP BY key, transcript
"""
"""Where the quotes' trigrams stand: the transcripts' own are cut down to those before anything else."""

FREQUENCIES = """
    SELECT key, count(*) AS frequency FROM places GROUP BY key HAVING count(*) <= {commonest}
"""

LOOKED_UP = """
    SELECT row, number, key FROM (
        SELECT row, number, key, frequency,
            row_number() OVER (PARTITION BY row, number DIV {block} ORDER BY frequency, number) AS in_block,
            row_number() OVER (PARTITION BY row ORDER BY frequency, number) AS in_quote
        FROM quote_grams JOIN frequencies USING (key)
    )
    WHERE frequency <= {rare}
        OR (in_block = 1 AND frequency <= {common})
        OR in_quote <= {rarest}
"""
"""``rule.looked_up`` as SQL. What is commoner than the commonest that is looked up ranks last in both."""

HITS = """
    SELECT row, collect_list(struct(number, transcript, places)) AS hits
    FROM looked_up JOIN places USING (key)
    GROUP BY row
"""

ASKED = f"""
    SELECT {QUOTE_COLUMNS}, hits FROM quotes LEFT JOIN hits USING (row)
    WHERE reason IS NULL AND within IS NULL
"""

NAMED = """
    SELECT row, place, id, number AS transcript FROM (
        SELECT row, posexplode(within) AS (place, id) FROM quotes WHERE reason IS NULL AND within IS NOT NULL
    ) LEFT JOIN transcripts USING (id)
"""
"""The transcripts that quotes ask to be looked for in; the number is null where there is none."""

MISSING = """
    SELECT row, concat('no transcript ', array_join(transform(
        array_sort(collect_list(struct(place, id))), each -> each.id), ', '), ' in the archive') AS failed
    FROM named WHERE transcript IS NULL GROUP BY row
"""

PAIRS = """
    SELECT row, place, transcript, starts, ends FROM candidates
    UNION ALL
    SELECT row, place, transcript, NULL, NULL FROM named LEFT ANTI JOIN missing USING (row)
"""

TASKS = f"""
    SELECT transcript, collect_list(struct({QUOTE_COLUMNS}, place, starts, ends)) AS quotes
    FROM (
        SELECT pairs.*, pmod(xxhash64(row), CAST(ceil(pairs_of / {{most}}) AS INT)) AS slot
        FROM pairs JOIN (SELECT transcript, count(*) AS pairs_of FROM pairs GROUP BY transcript)
            USING (transcript)
    ) JOIN quotes USING (row)
    GROUP BY transcript, slot
"""

MEETINGS = """
    SELECT number, text, form, earlier, quotes
    FROM tasks JOIN transcripts ON transcript = number
"""

GOOD_PAIRS = """
    SELECT row, a.transcript AS one, b.transcript AS other
    FROM testimonies AS a JOIN testimonies AS b USING (row)
    WHERE a.good AND b.good AND a.transcript < b.transcript
"""
"""Transcripts that both have the words of a quote: only of these one may be a copy of the other."""

TEXTS_OF_PAIRS = """
    SELECT one, other, a.text AS one_text, b.text AS other_text
    FROM (SELECT DISTINCT one, other FROM good_pairs)
    JOIN transcripts AS a ON one = a.id JOIN transcripts AS b ON other = b.id
"""

SAID = f"""
    SELECT {QUOTE_COLUMNS}, said, copies
    FROM (SELECT * FROM quotes LEFT ANTI JOIN missing USING (row) WHERE reason IS NULL)
    LEFT JOIN (
        SELECT row, collect_list(struct(place, said, failed)) AS said FROM testimonies GROUP BY row
    ) USING (row)
    LEFT JOIN (
        SELECT row, collect_list(struct(one, other)) AS copies
        FROM good_pairs JOIN copies USING (one, other) GROUP BY row
    ) USING (row)
"""


class Views:
    """Named tables of one session, so that the SQL above reads as it stands."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark

    def name(self, **frames: DataFrame) -> None:
        """Let these frames be found by their names."""
        for name, frame in frames.items():
            frame.createOrReplaceTempView(name)

    def query(self, sql: str) -> DataFrame:
        """A query over what was named."""
        return self._spark.sql(sql)


def places(views: Views, quotes: DataFrame, transcripts: DataFrame) -> DataFrame:
    """Where each trigram of the quotes stands in each transcript."""
    asked = quotes.where("reason IS NULL AND within IS NULL").select("row", "text", "language")
    views.name(
        quote_grams=asked.mapInArrow(spark_quotes.quote_grams, spark_tables.QUOTE_GRAMS),
        text_grams=transcripts.select("number", "text").mapInArrow(
            spark_quotes.text_grams, spark_tables.TEXT_GRAMS
        ),
    )
    return views.query(PLACES.format(places=rule.PLACES))


def candidates(
    views: Views, quotes: DataFrame, places: DataFrame, shared: spark_rows.SharedClaims
) -> DataFrame:
    """The transcripts that each quote is held against, and where to look in them."""
    asked = quotes.where("reason IS NULL AND within IS NULL").select("row", "text", "language")
    views.name(
        quotes=quotes,
        places=places,
        quote_grams=asked.mapInArrow(spark_quotes.quote_grams, spark_tables.QUOTE_GRAMS),
    )
    views.name(frequencies=views.query(FREQUENCIES.format(commonest=rule.COMMONEST)))
    views.name(
        looked_up=views.query(
            LOOKED_UP.format(block=rule.BLOCK, rare=rule.RARE, common=rule.COMMON, rarest=rule.RAREST)
        )
    )
    views.name(hits=views.query(HITS))
    return views.query(ASKED).mapInArrow(spark_rows.ranked(shared), spark_tables.CANDIDATES)


def testimonies(views: Views, quotes: DataFrame, candidates: DataFrame, transcripts: DataFrame) -> DataFrame:
    """What each of these transcripts says of each quote."""
    _name_missing(views, quotes, transcripts)
    views.name(candidates=candidates)
    views.name(pairs=views.query(PAIRS))
    views.name(tasks=views.query(TASKS.format(most=QUOTES_A_TASK)))
    return views.query(MEETINGS).mapInArrow(spark_rows.testimonies, spark_tables.TESTIMONIES)


def copies(views: Views, testimonies: DataFrame, transcripts: DataFrame) -> DataFrame:
    """The pairs of transcripts with the same words of which one is nearly the other."""
    views.name(testimonies=testimonies, transcripts=transcripts)
    views.name(good_pairs=views.query(GOOD_PAIRS))
    return views.query(TEXTS_OF_PAIRS).mapInArrow(spark_rows.copies, spark_tables.COPIES)


def said(
    views: Views, quotes: DataFrame, testimonies: DataFrame, copies: DataFrame, transcripts: DataFrame
) -> DataFrame:
    """The quotes, each with all that is said of it, and which of the transcripts are copies."""
    _name_missing(views, quotes, transcripts)
    views.name(testimonies=testimonies, copies=copies)
    views.name(good_pairs=views.query(GOOD_PAIRS))
    return views.query(SAID)


def missing(views: Views, quotes: DataFrame, transcripts: DataFrame) -> DataFrame:
    """The rows that ask for transcripts which are not there, with the reason."""
    _name_missing(views, quotes, transcripts)
    return views.query("SELECT * FROM missing")


def _name_missing(views: Views, quotes: DataFrame, transcripts: DataFrame) -> None:
    views.name(quotes=quotes, transcripts=transcripts)
    views.name(named=views.query(NAMED))
    views.name(missing=views.query(MISSING))


def read_transcripts(spark: SparkSession, folder: str) -> DataFrame:
    """The transcripts of an export."""
    return spark.read.parquet(f"{folder}/{TRANSCRIPTS}")
