"""The modules that are compiled where there is a compiler: those whose types a ``.pxd`` beside them gives.

Everything else about the package is in ``setup.cfg``. Without Cython or a compiler the very same modules run
as they stand, with the same results.
"""

from pathlib import Path

from setuptools import Extension, setup

try:
    from Cython.Build import cythonize
except ImportError:
    cythonize = None


def typed() -> list[Extension]:
    """An extension for each module with a ``.pxd``; one that cannot be built is passed over."""
    modules = sorted(path.with_suffix(".py") for path in Path("quotetrack").rglob("*.pxd"))
    return [Extension(".".join(path.with_suffix("").parts), [str(path)], optional=True) for path in modules]


if cythonize is None:
    setup()
else:
    # The annotations are for the type checker: ``int`` there is not a processor's.
    directives = {"annotation_typing": False}
    setup(ext_modules=cythonize(typed(), build_dir="build", language_level=3, compiler_directives=directives))
