# The types of ``standing`` where it is compiled: words are compared as numbers of the processor's, none copied.

cimport cython

cpdef list stand(asked, long long start)

@cython.locals(begin=cython.Py_ssize_t, last=cython.Py_ssize_t, number=cython.Py_ssize_t, runs=list)
cdef list _runs(const unsigned short[:] words, const unsigned short[:] halves, long long at)

@cython.locals(
    words="const unsigned short[:]", halves="const unsigned short[:]",
    at=cython.longlong, after=cython.Py_ssize_t, left=cython.Py_ssize_t,
)
cpdef bint has_more(asked, long long start, Py_ssize_t number)
