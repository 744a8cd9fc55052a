"""The same verification over a batch of quotes: on one machine, and on Spark.

Both engines find the same candidates by one rule (``rule``, ``ranking``), let the ordinary verification
judge them, and write the same rows. A quote goes to the transcripts that may have its words; what each of
them says of it goes back to the quote.
"""
