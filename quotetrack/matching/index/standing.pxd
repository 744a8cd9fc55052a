# The types of ``standing`` where it is compiled: words are compared as numbers of the processor's, none copied.

cimport cython

# Where a run begins and ends has no type: what it covers is a bit for each word of a quote of any length.
@cython.locals(
    words="const unsigned short[:]", halves="const unsigned short[:]",
    number=cython.longlong, at=cython.longlong, last=cython.longlong, size=cython.Py_ssize_t,
    before=cython.Py_ssize_t, found=list,
)
cpdef list stand(asked, starts)

@cython.locals(begin=cython.Py_ssize_t, last=cython.Py_ssize_t, number=cython.Py_ssize_t, runs=list)
cdef list _runs(const unsigned short[:] words, const unsigned short[:] halves, long long at)

@cython.locals(
    words="const unsigned short[:]", halves="const unsigned short[:]", starts=set,
    number=cython.Py_ssize_t, segment=cython.longlong, at=cython.longlong, last=cython.longlong,
    size=cython.Py_ssize_t,
)
cpdef set with_more(asked, seeds)

@cython.locals(after=cython.Py_ssize_t)
cdef bint _has_more(
    const unsigned short[:] words, const unsigned short[:] halves,
    Py_ssize_t at, Py_ssize_t number, Py_ssize_t left,
)
