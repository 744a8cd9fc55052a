# The types of ``nearest`` where it is compiled.

cimport cython

@cython.locals(asked=set, there=set, most=cython.Py_ssize_t)
cdef list _held(list wanted, list window)

cdef bint _by_chance(Py_ssize_t size, Py_ssize_t edits)

cdef class Nearest:
    cdef object quote, words, transcript
    cdef list left, right

    cpdef tuple reach(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t limit)
    cpdef tuple reach_back(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t limit, Py_ssize_t t1)
    cpdef tuple find(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1, bint nearest_end)
    cpdef bint ends_sentence(self, Py_ssize_t token)
    @cython.locals(size=cython.Py_ssize_t, room=cython.Py_ssize_t, tried=cython.Py_ssize_t, start=cython.Py_ssize_t,
        end=cython.Py_ssize_t, edits=cython.Py_ssize_t, kept=cython.Py_ssize_t, length=cython.Py_ssize_t,
        cost=cython.Py_ssize_t, best=cython.double, likeness=cython.double, wanted=list, widest=list, held=list,
        worth=cython.bint, short=cython.bint)
    cdef tuple _length(self, Py_ssize_t q0, Py_ssize_t q1, Py_ssize_t t0, Py_ssize_t t1, bint back)
    cdef bint _crosses(self, Py_ssize_t start, Py_ssize_t end, Py_ssize_t inner)
    cdef bint _equivalent(self, written, Py_ssize_t t0, Py_ssize_t t1)
