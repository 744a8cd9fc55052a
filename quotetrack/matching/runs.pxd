# The types of ``runs`` where it is compiled: of the loops over the words of a quote and of a transcript.

cimport cython

@cython.locals(
    words=list, others=list, total=cython.Py_ssize_t, most=cython.Py_ssize_t, pairs=cython.Py_ssize_t,
    where=dict, runs=list, reached=dict, here=list,
    i=cython.Py_ssize_t, j=cython.Py_ssize_t, length=cython.Py_ssize_t,
)
cdef list _of_few(quote, keys, Py_ssize_t size)
