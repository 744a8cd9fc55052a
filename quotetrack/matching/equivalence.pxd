# The types of ``equivalence`` where it is compiled: its many small questions are asked without Python's calls.

cimport cython

cdef bint _writes_number(tuple words, lexicon)
cdef tuple _without_possessive(tuple left, tuple right)
cdef bint _same_hour(str left, str right, lexicon)
cdef tuple _typographic(quote, transcript)
cdef tuple _bracketed(quote, tuple right)
cdef tuple _joined(quote, transcript, tuple left, tuple right, lexicon)
cdef bint _small_letters(quote, transcript, lexicon)
cdef set _expansions(tuple words, lexicon)
cdef bint _spelled_alike(str left, str right, lexicon)
cdef bint _by_ending(str left, str right, lexicon)
cdef bint _by_stem(str left, str right, lexicon)
cdef bint _misspelling(str quote, str transcript, lexicon)
