# The types of ``align`` where it is compiled: of the way through one alignment.

cimport cython

@cython.locals(asked=set, there=set, most=cython.Py_ssize_t)
cdef list _held(list wanted, list window)

cdef bint _by_chance(Py_ssize_t size, Py_ssize_t edits)

cdef class _Aligner:
    cdef object quote, words, transcript
    cdef list left, right

    @cython.locals(at=cython.Py_ssize_t, place=cython.Py_ssize_t, length=cython.Py_ssize_t, end=cython.Py_ssize_t,
        shift=cython.Py_ssize_t, steps=list)
    cdef list same(self, run)
    cdef list between(self, before, after)
    cdef bint _parts(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef bint _ends_sentence(self, Py_ssize_t token)
    cdef list _jump(self, kind, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef list _through_marks(self, tuple marks, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
    cdef tuple _find(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1, bint nearest_end)
    cdef list tail(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0)
    cdef list head(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t1)
    cdef tuple _reach(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t limit)
    cdef tuple _reach_back(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t limit, Py_ssize_t t1)
    @cython.locals(size=cython.Py_ssize_t, room=cython.Py_ssize_t, tried=cython.Py_ssize_t, start=cython.Py_ssize_t,
        end=cython.Py_ssize_t, edits=cython.Py_ssize_t, kept=cython.Py_ssize_t, length=cython.Py_ssize_t,
        cost=cython.Py_ssize_t, best=cython.double, likeness=cython.double, wanted=list, widest=list, held=list,
        worth=cython.bint, short=cython.bint)
    cdef tuple _nearest(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1, bint back)
    cdef Py_ssize_t _enclosed(self, mark, Py_ssize_t place)
    cdef bint _crosses(self, Py_ssize_t start, Py_ssize_t end, Py_ssize_t inner)
    cdef bint _equivalent(self, written, Py_ssize_t t0, Py_ssize_t t1)
    cdef list _edits(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1)
