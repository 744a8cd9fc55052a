# The types of ``droppable`` where it is compiled.

cimport cython

cpdef bint one_article(at, quote, transcript, lexicon)
cpdef list drops(tokens, Py_ssize_t start, Py_ssize_t end, lexicon)

@cython.locals(run=tuple)
cpdef object droppable(tokens, Py_ssize_t start, Py_ssize_t end, lexicon)

cdef bint _before_quantity(tokens, Py_ssize_t index, lexicon)
cdef bint _set_apart(tokens, Py_ssize_t start, Py_ssize_t end)

@cython.locals(size=cython.Py_ssize_t, first=cython.Py_ssize_t, broken=cython.Py_ssize_t)
cdef bint _repeats(tokens, Py_ssize_t start, Py_ssize_t end, tuple these)
