# The types of ``align`` where it is compiled: of the way through one alignment.

cimport cython

cdef class _Aligner:
    cdef object quote, nearest
    cdef list left, right

    @cython.locals(at=cython.Py_ssize_t, place=cython.Py_ssize_t, length=cython.Py_ssize_t, end=cython.Py_ssize_t,
        shift=cython.Py_ssize_t, steps=list)
    cdef list same(self, run)
    cdef list between(self, before, after)
    cdef bint _parts(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef list _jump(self, kind, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef list _through_marks(self, tuple marks, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef list tail(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0)
    cdef list head(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t1)
    cdef Py_ssize_t _enclosed(self, mark, Py_ssize_t place)
    cdef list _edits(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
