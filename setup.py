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


def compiled() -> list[Extension]:
    """An extension for each module with a ``.pxd``; one that cannot be built is passed over."""
    modules = [path.with_suffix(".py") for path in sorted(Path("quotetrack").rglob("*.pxd"))]
    extensions = cythonize(
        [Extension(".".join(path.with_suffix("").parts), [str(path)]) for path in modules],
        build_dir="build",
        language_level=3,
        # The annotations are for the type checker: an ``int`` there is not a processor's.
        compiler_directives={"annotation_typing": False},
    )
    for extension in extensions:
        extension.optional = True
    return extensions


setup(ext_modules=compiled() if cythonize else [])
