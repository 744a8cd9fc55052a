"""One module a command: parse, call, print, exit code. Each names its click command ``command``."""
