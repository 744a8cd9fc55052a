# The types of ``locate`` where it is compiled: of the loops over runs.

cimport cython

@cython.locals(covered=cython.Py_ssize_t, end=cython.Py_ssize_t, last=cython.Py_ssize_t,
    quote=cython.Py_ssize_t, length=cython.Py_ssize_t)
cdef Py_ssize_t _covered(list runs)

@cython.locals(at=cython.Py_ssize_t, place=cython.Py_ssize_t, found=cython.Py_ssize_t)
cdef Py_ssize_t _distance(list places, Py_ssize_t place)

cdef list _split(list runs, breaks, Py_ssize_t length)

@cython.locals(
    ordered=list, scores=list, previous=list, ranked=list, diagonals=list, reaches=list, chain=list,
    doubling=cython.double, n=cython.Py_ssize_t, m=cython.Py_ssize_t, place=cython.Py_ssize_t,
    diagonal=cython.Py_ssize_t, score=cython.double, lost=cython.double, reached=cython.double,
    length=cython.Py_ssize_t,
)
cdef tuple _best_chain(list runs, breaks)

@cython.locals(kept=list, cut=cython.Py_ssize_t)
cdef tuple _trimmed(list chain)

@cython.locals(
    bare=list, pieces=list, places=list, candidates=list, taken=list,
    start=cython.Py_ssize_t, end=cython.Py_ssize_t, first=cython.Py_ssize_t, last=cython.Py_ssize_t,
    least=cython.Py_ssize_t,
)
cdef tuple _with_stranded(tuple chain, list runs, Py_ssize_t length)

@cython.locals(bare=list, at=cython.Py_ssize_t, quote=cython.Py_ssize_t, size=cython.Py_ssize_t)
cdef list _bare(tuple chain, Py_ssize_t length)
