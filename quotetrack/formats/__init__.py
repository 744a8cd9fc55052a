"""One module an output. Nothing here computes a finding."""
