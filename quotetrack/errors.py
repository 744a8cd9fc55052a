"""The errors a user can meet: each says what is wrong, where, and what to do next."""


class QuotetrackError(Exception):
    """An expected failure. Its text is one line for the user; exit code 2."""


class RecordError(QuotetrackError):
    """A quote record that cannot be read or written; names file, line and field."""


class ProfileError(QuotetrackError):
    """A publisher profile of the user's that cannot be used; names file and key."""


class ArchiveError(QuotetrackError):
    """The archive folder cannot be used: unreadable, damaged, locked, out of space."""


class Refused(QuotetrackError):
    """An address or file that was not taken as evidence, with the reason.

    Raised inside one capture and turned into that capture's outcome: the other
    sources of the same run go on.
    """


class Gone(Refused):
    """The site itself says that nothing stands at the address any more (404, 410), or a file is not there."""


class UnreadableTranscript(QuotetrackError):
    """Bytes in which no reader finds a text that was said or written."""
