# The types of ``differences`` where it is compiled: the ways through a changed stretch, without Python's calls.

cimport cython

cdef object _entry(part, tuple judged, quote, transcript)

@cython.locals(left=cython.Py_ssize_t, right=cython.Py_ssize_t)
cdef list _parts(stretch, quote, transcript, lexicon)

@cython.locals(q=cython.Py_ssize_t, t=cython.Py_ssize_t)
cdef list _one_for_one(stretch, quote, transcript, lexicon)

@cython.locals(
    rows=cython.Py_ssize_t, columns=cython.Py_ssize_t, i=cython.Py_ssize_t, j=cython.Py_ssize_t,
    q=cython.Py_ssize_t, t=cython.Py_ssize_t, dropped=tuple, here=tuple, best=dict, options=list, parts=list,
)
cdef list _cheapest(stretch, quote, transcript, lexicon)

@cython.locals(left=list, right=list, moves=list, a=cython.Py_ssize_t, b=cython.Py_ssize_t)
cdef list _moves(at, tuple dropped, quote, transcript, lexicon)

cdef tuple _equivalence(at, list left, list right, quote, transcript, lexicon)
cdef bint _apart(tokens, Py_ssize_t start, Py_ssize_t size)
cdef bint _told_apart(quote, Py_ssize_t q, transcript, Py_ssize_t t, Py_ssize_t size, lexicon)
cdef list _merged(list parts, quote, transcript, lexicon)
cdef list _that_for_article(list parts)
cdef list _one_sided(list parts)
cdef str _side(part)
