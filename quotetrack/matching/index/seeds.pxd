# The types of ``seeds`` where it is compiled: numbers of the processor's in the loops, arrays without copies.

cimport cython

ctypedef unsigned int u32
ctypedef unsigned long long u64

cdef long long _ZERO, _BELOW
cdef u64 _BITS, _FIRST, _SECOND, _THIRD, _MIXED, _MIXED_AGAIN

cpdef tuple segment_of(long long start)

@cython.locals(
    zero=cython.longlong, number=cython.longlong, gram=u64, count=u64, bucket=u64, bits=cython.int,
    buckets="const unsigned int[:]", postings="const unsigned int[:]",
    begin=u32, end=u32, rare=u32, at=u32, posting=u32, mask=u32, check=u32,
    seeds=list, here=list, skipped=set,
)
cpdef tuple seeds_of(asked, numbers, long long most)

@cython.locals(first=u64, second=u64, third=u64, gram=u64, number=cython.Py_ssize_t, grams=list)
cpdef list gram_numbers(list hashes, numbers)
