# The types of ``finding`` where it is compiled: of the one loop over all seeds.

cimport cython

@cython.locals(
    cells=dict, together=list, seed=tuple, starts=list,
    cell=cython.longlong, start=cython.longlong, number=cython.Py_ssize_t, enough=cython.double,
)
cdef list _likely(asked, list seeds)
